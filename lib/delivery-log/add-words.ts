/** As long as a tsvector can grow is 1 MB: what an attempt too many would add is left out before that. */
const MOST_BYTES = 400_000

/** Words of ours, joined by blanks, as a tsvector. SQL. */
export const asVector = (words: string) =>
  `array_to_tsvector(array_remove(string_to_array(${words}, ' '), ''))`

/**
 * An INSERT that adds words to deliveries, with those of their events the first time. Counts on: delivery, call and
 * delivery_words by key.
 * @param given a SELECT of delivery ids and words joined by blanks: `id`, `words`; each delivery once.
 */
export const addWords = (given: string) => `
INSERT INTO delivery_words AS known (id, words)
SELECT given.id, coalesce(call.words, ''::tsvector) || ${asVector('given.words')}
FROM (${given}) AS given JOIN delivery ON delivery.id = given.id
LEFT JOIN LATERAL (SELECT words FROM call WHERE call.id = delivery.event_id OFFSET 0) AS call ON true
ON CONFLICT (id) DO UPDATE SET words = known.words || EXCLUDED.words
WHERE octet_length(known.words::text) < ${MOST_BYTES}`
