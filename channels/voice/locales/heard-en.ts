import type { HeardWords } from './words-to-hear.ts';

export const heardEn: HeardWords = {
  fillers:
    'hello hi hey good morning afternoon evening uh um er well please thanks thank you sorry excuse me sir madam maam ' +
    'i id would like want need to press option number key the a an of for with and is it its this that my services service',
  keys: {
    zero: '0', oh: '0', one: '1', first: '1', two: '2', second: '2', too: '2', to: '2', three: '3', third: '3', four: '4', fourth: '4',
    for: '4', 'first one': '1', 'second one': '2', 'third one': '3', 'fourth one': '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', star: '*', asterisk: '*',
  },
  yes: 'yes yeah yep yup yah sure right correct affirmative absolutely okay ok exactly definitely indeed agreed confirm confirmed',
  no: 'no nope nah not negative wrong incorrect never none nothing dont doesnt isnt arent cant',
  besideYesOrNo: 'thats these those them either options above it does do are they there of course all fine great really so think sounds',
  yesPhrases: [
    'of course', 'that is right', 'that is correct', 'it does', 'it is', 'they are', 'there are', 'i do', 'i think so', 'uh huh',
    'mm hmm', 'yes please', 'sounds good', 'thats fine', 'fine', 'that is fine', 'i agree', 'why not', 'no problem', 'go ahead',
  ],
  noPhrases: [
    'of course not', 'not really', 'not at all', 'i dont think so', 'i do not think so', 'that is wrong', 'thats not it', 'it isnt',
    'it doesnt', 'it does not', 'it is not', 'its not', 'no thanks', 'no thank you', 'thats not right', 'absolutely not', 'definitely not',
    'not correct', 'thats not correct', 'not right', 'no thats wrong',
  ],
  person: 'person agent agents operator human representative someone somebody receptionist',
  besidePerson: 'speak speaking talk talking connect get transfer put through could can let me i a an the live real being with to just rather directly',
  back: ['back', 'go back', 'previous', 'previous menu', 'return', 'go back to previous menu', 'go back previous menu', 'back to previous menu', 'go back to the previous menu', 'last menu'],
  repeat: ['repeat', 'repeat that', 'again', 'say again', 'say that again', 'say it again', 'pardon', 'what', 'i did not hear', 'i didnt hear', 'once more', 'can repeat', 'can you repeat', 'can you repeat that'],
  language: 'english ingles',
  stopped: {
    yes: ['cannot work', 'cant work', 'can not work', 'cannot do anything', 'cant do anything', 'it stops me', 'stops me', 'completely', 'totally'],
    no: ['can still', 'can work', 'still work', 'still working', 'does not stop', 'doesnt stop', 'keep working'],
  },
  others: {
    yes: ['everyone', 'everybody', 'others', 'other people', 'all of us', 'several', 'many', 'the whole', 'my colleagues', 'some people', 'my coworkers', 'the entire'],
    no: ['just me', 'only me', 'nobody else', 'no one else', 'not that i know', 'im the only', 'i am the only', 'no others', 'no other people'],
  },
  callback: {
    wish: ['call me', 'call back', 'callback', 'phone me', 'ring me'],
    otherTime: ['another time', 'other time', 'different time', 'later', 'some other time'],
    otherNumber: ['another number', 'other number', 'different number', 'another phone', 'other phone'],
    line: ['back', 'stay on the line', 'keep waiting', 'wait', 'hold', 'return to the line'],
  },
  openTicket: {
    hear: ['repeat', 'hear', 'status', 'again', 'how is it going'],
    addWords: ['add', 'leave a message', 'more information', 'more details'],
    newMatter: ['something else', 'another matter', 'new request', 'other request', 'new matter', 'different matter', 'another problem', 'something new', 'another request', 'new problem'],
  },
};
