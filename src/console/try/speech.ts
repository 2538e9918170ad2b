import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Heard } from './use-visitor.ts';

/** Reads aloud what is new, and tells when everything was said; without a voice in this browser it is told at once. */
export function useSpokenLines(lines: Heard[], isOn: boolean, onSaid: () => void): void {
  const said = useRef(0);
  const tell = useEffectEvent(onSaid);
  useEffect(() => {
    const fresh = lines.slice(said.current);
    if (lines.length < said.current) said.current = 0;
    if (fresh.length === 0) return;
    said.current = lines.length;
    const voice = isOn && 'speechSynthesis' in window ? window.speechSynthesis : null;
    if (!voice) {
      tell();
      return;
    }
    for (const [place, { text, language }] of fresh.entries()) {
      const words = new SpeechSynthesisUtterance(text);
      words.lang = language;
      if (place === fresh.length - 1) words.onend = words.onerror = () => tell();
      voice.speak(words);
    }
  }, [lines, isOn]);
}

export function stopSpeaking(): void {
  if ('speechSynthesis' in window) window.speechSynthesis.cancel();
}

interface Recognition {
  lang: string;
  onresult: (event: { results: { 0: { 0: { transcript: string } } } }) => void;
  onend: () => void;
  start(): void;
}

/** The microphone where the browser understands speech; null where it does not. */
export function useMicrophone(language: string, onWords: (words: string) => void): { isListening: boolean; listen: () => void } | null {
  const [isListening, setListening] = useState(false);
  const known = window as unknown as { SpeechRecognition?: new () => Recognition; webkitSpeechRecognition?: new () => Recognition };
  const Recogniser = known.SpeechRecognition ?? known.webkitSpeechRecognition;
  if (!Recogniser) return null;
  return {
    isListening,
    listen: () => {
      const recognition = new Recogniser();
      recognition.lang = language;
      recognition.onresult = (event) => onWords(event.results[0][0].transcript);
      recognition.onend = () => setListening(false);
      setListening(true);
      recognition.start();
    },
  };
}
