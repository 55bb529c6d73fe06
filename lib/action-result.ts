/** What an action did not do, in words for the person who asked for it. Plain JSON, client-safe. */
export type ActionFailure = {
  ok: false
  message: string
  /** By field name. */
  fieldErrors?: Record<string, string>
  /** What was submitted, to fill the form again; never passwords, secrets or tokens. */
  values?: Record<string, string>
}

export type ActionResult<Done extends object = object> = ({ ok: true } & Done) | ActionFailure
