import { createLoader, createSerializer, parseAsString } from 'nuqs/server'

/** Which event type is looked at; none is the list of all. */
const eventTypeParams = { type: parseAsString }

export const loadEventTypeParams = createLoader(eventTypeParams)
export const eventTypesHref = createSerializer(eventTypeParams)
