import { AlmanacError } from '@/lib/errors';
import { type Place, placeOf } from '@/lib/tracking/filter/error';
import { conditionsOf } from '@/lib/tracking/filter/vocabulary';
import { runVocabulary } from '@/lib/tracking/run-vocabulary';

export interface FilterFault {
  message: string;
  place: Place;
  /** It is only not finished yet: what is there so far may become right. */
  unfinished: boolean;
}

/** What is wrong with a filter, by the very parser that the server reads it with; undefined where nothing is. */
export function checkFilter(text: string): FilterFault | undefined {
  try {
    conditionsOf(text, runVocabulary);
    return undefined;
  } catch (error) {
    if (!(error instanceof AlmanacError)) throw error;
    const place = placeOf(error) ?? { from: 0, to: text.length };
    const message = error.errors[0]?.message ?? error.message;
    return { message, place, unfinished: place.to >= text.trimEnd().length };
  }
}
