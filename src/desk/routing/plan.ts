import type { Level, Locale } from '../../core/index.ts';
import { detectLocale, type Classifier } from '../catalog/index.ts';
import {
  costOf, findEntry, findService, findTeam, serviceOfEntry, teamFor,
  type CatalogEntry, type DeskDefinition, type Priority, type Team, type Tier,
} from '../definition/index.ts';
import { priorityOf, raiseByLearned, raiseByWords, type Levels } from '../priority/index.ts';
import type { Chosen, TicketKind } from '../tickets/index.ts';

/** Where a ticket goes and why, decided from the catalog alone. */
export interface RoutePlan {
  kind: TicketKind;
  service: string | null;
  entry: string | null;
  impact: Level;
  urgency: Level;
  priority: Priority;
  tier: Tier;
  team: string;
  triage: boolean;
  confidence: number;
  skills: string[];
  agentLocale: Locale | null;
  cost: number;
  locale: Locale;
  because: WhyPlaced;
}

/** Why a ticket was placed as it was: for the timeline. */
export interface WhyPlaced {
  /** The phrases of desk.yaml that raised impact or urgency. */
  raisedBy: string[];
  /** The words of the text that raised them further, as agents taught. */
  raisedLearned: string[];
  /** What else the text could have been, best first, at most three. */
  candidates: { entry: string; confidence: number }[];
  /** The words that spoke most for the entry, or in triage for the best candidate, at most five; none where the entry was chosen. */
  words: string[];
  /** The numbers of the tickets of that entry that are most alike, at most three. */
  nearest: number[];
}

/** What is known of a ticket before it is routed. */
export interface Asked {
  text: string;
  chosen: Chosen;
  channel: string;
  /** The customer's usual language, when neither choice nor words tell. */
  locale: Locale;
}

/**
 * Classifies, prioritises and places a ticket. Explicit choice wins over words; a text that matches nothing well
 * enough goes to tier-1 triage; priority comes from the matrix alone.
 */
export function planRoute(desk: DeskDefinition, classifier: Classifier, given: Asked): RoutePlan {
  const asked = given.chosen.wordless === true ? { ...given, text: '' } : given;
  const picked = pickEntry(desk, classifier, asked);
  const entry = picked.entry;
  const service = entry ? serviceOfEntry(desk, entry.key)?.key ?? null : picked.service;
  const level = judgeLevels(desk, classifier, asked, entry);
  const placed = chosenPlace(desk, asked.chosen) ?? placeInTier(desk, entry);
  const locale = asked.chosen.locale ?? detectLocale(asked.text, asked.locale);
  return {
    kind: asked.chosen.kind ?? entry?.kind ?? 'question',
    service,
    entry: entry?.key ?? null,
    impact: level.impact,
    urgency: level.urgency,
    priority: priorityOf(desk, level.impact, level.urgency),
    tier: placed.tier,
    team: placed.team.key,
    triage: entry === null,
    confidence: picked.confidence,
    skills: entry?.skills ?? [],
    agentLocale: entry?.language === true ? locale : null,
    cost: costOf(desk, asked.channel),
    locale,
    because: { raisedBy: level.raisedBy, raisedLearned: level.raisedLearned, ...picked.because },
  };
}

interface Picked {
  entry: CatalogEntry | null;
  service: string | null;
  confidence: number;
  because: Pick<WhyPlaced, 'candidates' | 'words' | 'nearest'>;
}

function pickEntry(desk: DeskDefinition, classifier: Classifier, asked: Asked): Picked {
  const chosen = asked.chosen.entry === undefined ? null : findEntry(desk, asked.chosen.entry);
  if (chosen) return { entry: chosen, service: null, confidence: 1, because: { candidates: [], words: [], nearest: [] } };
  const service = asked.chosen.service === undefined ? null : findService(desk, asked.chosen.service);
  const guess = classifier.classify(asked.text);
  const candidates = service
    ? guess.candidates.filter((candidate) => service.entries.some((entry) => entry.key === candidate.entry))
    : guess.candidates;
  const best = candidates[0];
  const sure = best !== undefined && best.confidence >= desk.classification.threshold;
  return {
    entry: sure ? findEntry(desk, best.entry) : null,
    service: service?.key ?? null,
    confidence: best?.confidence ?? 0,
    because: { candidates: candidates.slice(0, 3), ...(best ? classifier.explain(asked.text, best.entry) : { words: [], nearest: [] }) },
  };
}

function judgeLevels(
  desk: DeskDefinition, classifier: Classifier, { text, chosen }: Asked, entry: CatalogEntry | null,
): Levels & Pick<WhyPlaced, 'raisedBy' | 'raisedLearned'> {
  const usual = { impact: entry?.impact ?? 'low', urgency: entry?.urgency ?? 'medium' } as const;
  const raised = raiseByWords(desk, text, usual);
  const { impact, urgency } = classifier.pressing(text);
  // What was chosen stands, whatever the words say.
  const pressing = { impact: chosen.impact === undefined ? impact : null, urgency: chosen.urgency === undefined ? urgency : null };
  const learned = raiseByLearned(desk, text, raised, pressing);
  return {
    impact: chosen.impact ?? learned.impact,
    urgency: chosen.urgency ?? learned.urgency,
    raisedBy: raised.because,
    raisedLearned: learned.because,
  };
}

/** The chosen team with its tier; null when none was chosen or there is none of that key. */
function chosenPlace(desk: DeskDefinition, chosen: Chosen): { tier: Tier; team: Team } | null {
  const team = chosen.team === undefined ? null : findTeam(desk, chosen.team);
  return team && { tier: team.tier, team };
}

/** The team that starts on it; without one of its own tier, the triage team of tier 1. */
function placeInTier(desk: DeskDefinition, entry: CatalogEntry | null): { tier: Tier; team: Team } {
  const tier = entry?.tier ?? 1;
  const own = teamFor(desk, entry, tier);
  if (own) return { tier, team: own };
  const triage = findTeam(desk, desk.triageTeam);
  // parseDesk refuses a desk without its triage team, so this is a fault of the program.
  if (!triage) throw new Error('The desk has no triage team.');
  return { tier: 1, team: triage };
}
