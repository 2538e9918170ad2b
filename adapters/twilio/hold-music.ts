const sampleRate = 8000;
const seconds = 16;
const chordSeconds = 4;
/** Pairs of notes in hertz, one pair after the other: A3 and E4, G3 and D4, F3 and C4, G3 and D4. */
const chords: readonly (readonly [number, number])[] = [
  [220, 329.63],
  [196, 293.66],
  [174.61, 261.63],
  [196, 293.66],
];
const loudness = 0.16;

let cached: Buffer | null = null;

/** Quiet two-note chords for the waiting line: a 16-bit mono WAV at 8 kHz, the telephone's own rate. */
export function holdMusic(): Buffer {
  cached ??= wav(Array.from({ length: sampleRate * seconds }, (_, index) => sampleAt(index / sampleRate)));
  return cached;
}

function sampleAt(time: number): number {
  const chord = chords[Math.floor(time / chordSeconds) % chords.length] ?? [220, 330];
  // Each chord swells and fades to nothing, so that chords and repeats join without a click.
  const swell = Math.sin((Math.PI * (time % chordSeconds)) / chordSeconds) ** 2;
  const tone = chord.reduce((sum, hertz) => sum + Math.sin(2 * Math.PI * hertz * time), 0) / chord.length;
  return loudness * swell * tone;
}

function wav(samples: number[]): Buffer {
  const header = 44;
  const file = Buffer.alloc(header + samples.length * 2);
  file.write('RIFF', 0, 'ascii');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'ascii');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'ascii');
  file.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, index) => file.writeInt16LE(Math.round(sample * 0x7fff), header + index * 2));
  return file;
}
