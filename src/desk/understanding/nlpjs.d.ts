// The part of the untyped @nlpjs packages that the desk uses.

declare module '@nlpjs/lang-es' {
  export class StemmerEs {
    /** Every stem ever made; grows without bound unless replaced. */
    cache: Record<string, string>;
    stemWord(word: string): string;
  }
}

declare module '@nlpjs/lang-en' {
  export class StemmerEn {
    cache: Record<string, string>;
    stemWord(word: string): string;
  }
}
