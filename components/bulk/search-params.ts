import { createLoader, createSerializer, parseAsString } from 'nuqs/server'

/** Which page of a run's deliveries is looked at. */
const runParams = { before: parseAsString, after: parseAsString }

export const loadRunParams = createLoader(runParams)
export const runHref = createSerializer(runParams)
