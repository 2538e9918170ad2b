/** What people use most, by Slack's own short names (docs.slack.dev, emoji; the names are those of the Unicode data that Slack publishes). */
const emoji: Readonly<Record<string, string>> = {
  '+1': '👍', thumbsup: '👍', '-1': '👎', thumbsdown: '👎', ok_hand: '👌', clap: '👏', wave: '👋', pray: '🙏', raised_hands: '🙌',
  muscle: '💪', point_up: '☝️', point_up_2: '👆', point_down: '👇', point_left: '👈', point_right: '👉', raised_hand: '✋', hand: '✋',
  v: '✌️', crossed_fingers: '🤞', handshake: '🤝', fist: '✊', writing_hand: '✍️', eyes: '👀', eye: '👁️', brain: '🧠',
  smile: '😄', smiley: '😃', grinning: '😀', grin: '😁', laughing: '😆', satisfied: '😆', joy: '😂', rolling_on_the_floor_laughing: '🤣',
  rofl: '🤣', sweat_smile: '😅', slightly_smiling_face: '🙂', upside_down_face: '🙃', wink: '😉', blush: '😊', innocent: '😇',
  heart_eyes: '😍', star_struck: '🤩', kissing_heart: '😘', yum: '😋', stuck_out_tongue: '😛', stuck_out_tongue_winking_eye: '😜',
  hugging_face: '🤗', hugs: '🤗', thinking_face: '🤔', thinking: '🤔', face_with_raised_eyebrow: '🤨', neutral_face: '😐', expressionless: '😑',
  no_mouth: '😶', smirk: '😏', unamused: '😒', face_with_rolling_eyes: '🙄', grimacing: '😬', relieved: '😌', pensive: '😔', sleepy: '😪',
  sleeping: '😴', mask: '😷', face_with_thermometer: '🤒', dizzy_face: '😵', exploding_head: '🤯', sunglasses: '😎', nerd_face: '🤓',
  confused: '😕', worried: '😟', slightly_frowning_face: '🙁', white_frowning_face: '☹️', open_mouth: '😮', hushed: '😯', astonished: '😲',
  flushed: '😳', pleading_face: '🥺', frowning: '😦', anguished: '😧', fearful: '😨', cold_sweat: '😰', disappointed_relieved: '😥', cry: '😢',
  sob: '😭', scream: '😱', confounded: '😖', persevere: '😣', disappointed: '😞', sweat: '😓', weary: '😩', tired_face: '😫', triumph: '😤',
  rage: '😡', angry: '😠', melting_face: '🫠', saluting_face: '🫡', partying_face: '🥳', shushing_face: '🤫', zipper_mouth_face: '🤐',
  facepalm: '🤦', face_palm: '🤦', shrug: '🤷', 'man-shrugging': '🤷‍♂️', 'woman-shrugging': '🤷‍♀️', 'man-facepalming': '🤦‍♂️', 'woman-facepalming': '🤦‍♀️',
  skull: '💀', ghost: '👻', robot_face: '🤖', poop: '💩', hankey: '💩', see_no_evil: '🙈', bow: '🙇', raising_hand: '🙋',
  heart: '❤️', orange_heart: '🧡', yellow_heart: '💛', green_heart: '💚', blue_heart: '💙', purple_heart: '💜', broken_heart: '💔', two_hearts: '💕',
  sparkles: '✨', star: '⭐', star2: '🌟', boom: '💥', fire: '🔥', zap: '⚡', 100: '💯', tada: '🎉', confetti_ball: '🎊', balloon: '🎈', gift: '🎁',
  trophy: '🏆', medal: '🏅', rocket: '🚀', dart: '🎯', bulb: '💡', bomb: '💣', rotating_light: '🚨', warning: '⚠️', no_entry: '⛔', no_entry_sign: '🚫',
  octagonal_sign: '🛑', construction: '🚧', white_check_mark: '✅', heavy_check_mark: '✔️', ballot_box_with_check: '☑️', x: '❌', negative_squared_cross_mark: '❎',
  exclamation: '❗', heavy_exclamation_mark: '❗', question: '❓', grey_question: '❔', bangbang: '‼️', interrobang: '⁉️', information_source: 'ℹ️', sos: '🆘',
  red_circle: '🔴', large_green_circle: '🟢', large_yellow_circle: '🟡', large_orange_circle: '🟠', large_blue_circle: '🔵', white_circle: '⚪', black_circle: '⚫',
  arrow_up: '⬆️', arrow_down: '⬇️', arrow_left: '⬅️', arrow_right: '➡️', repeat: '🔁', arrows_counterclockwise: '🔄', heavy_plus_sign: '➕', heavy_minus_sign: '➖',
  computer: '💻', desktop_computer: '🖥️', keyboard: '⌨️', mouse: '🐭', three_button_mouse: '🖱️', printer: '🖨️', iphone: '📱', phone: '☎️', telephone: '☎️', telephone_receiver: '📞',
  fax: '📠', camera: '📷', tv: '📺', battery: '🔋', electric_plug: '🔌', floppy_disk: '💾', cd: '💿', headphones: '🎧', microphone: '🎤', speaker: '🔈', mute: '🔇', bell: '🔔',
  email: '✉️', envelope: '✉️', 'e-mail': '📧', incoming_envelope: '📨', inbox_tray: '📥', outbox_tray: '📤', package: '📦', paperclip: '📎', pushpin: '📌', round_pushpin: '📍',
  memo: '📝', pencil: '📝', pencil2: '✏️', clipboard: '📋', page_facing_up: '📄', file_folder: '📁', open_file_folder: '📂', calendar: '📆', date: '📅', spiral_calendar_pad: '🗓️',
  bar_chart: '📊', chart_with_upwards_trend: '📈', chart_with_downwards_trend: '📉', mag: '🔍', lock: '🔒', unlock: '🔓', key: '🔑', link: '🔗', hammer: '🔨', wrench: '🔧',
  hammer_and_wrench: '🛠️', gear: '⚙️', bug: '🐛', label: '🏷️', ticket: '🎫', moneybag: '💰', credit_card: '💳', hourglass: '⌛', hourglass_flowing_sand: '⏳', stopwatch: '⏱️',
  alarm_clock: '⏰', clock1: '🕐', speech_balloon: '💬', thought_balloon: '💭', mega: '📣', loudspeaker: '📢', globe_with_meridians: '🌐', house: '🏠', office: '🏢', hospital: '🏥',
  school: '🏫', car: '🚗', bus: '🚌', airplane: '✈️', coffee: '☕', pizza: '🍕', beer: '🍺', beers: '🍻', wine_glass: '🍷', cake: '🍰', birthday: '🎂', sunny: '☀️', cloud: '☁️',
  rain_cloud: '🌧️', snowflake: '❄️', umbrella: '☔', rainbow: '🌈', dog: '🐶', cat: '🐱', rose: '🌹', sunflower: '🌻', seedling: '🌱', four_leaf_clover: '🍀', bust_in_silhouette: '👤',
  busts_in_silhouette: '👥', 'flag-co': '🇨🇴', 'flag-mx': '🇲🇽', 'flag-es': '🇪🇸', es: '🇪🇸', 'flag-us': '🇺🇸', us: '🇺🇸',
  zero: '0️⃣', one: '1️⃣', two: '2️⃣', three: '3️⃣', four: '4️⃣', five: '5️⃣', six: '6️⃣', seven: '7️⃣', eight: '8️⃣', nine: '9️⃣', keycap_ten: '🔟',
};

/** Codes such as `:warning:` as what they show, without the tone of a skin; codes that are not known stay. */
export function withEmoji(text: string): string {
  return text.replaceAll(/(?<![\p{L}\p{N}:]):([a-z0-9_+-]{1,40}):(?::skin-tone-[2-6]:)?/gu, (code: string, name: string) => (Object.hasOwn(emoji, name) ? (emoji[name] ?? code) : code));
}
