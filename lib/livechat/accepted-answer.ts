/** How a chat server wants its accepted calls answered. Without a text: `OK <event id>`. Client-safe. */
export type AnswerSetting = { answerStatus: number; answerText: string | null }

/** What stands for the event's id in the text of an answer. */
export const ID_MARK = '{id}'

/** The answer to an accepted call. A 204 and a 205 have no body, whatever the text. Pure. */
export function acceptedAnswer(setting: AnswerSetting, id: string): { status: number; text: string } {
  const { answerStatus: status, answerText } = setting
  if (status === 204 || status === 205) return { status, text: '' }
  return { status, text: answerText === null ? `OK ${id}` : answerText.replaceAll(ID_MARK, () => id) }
}
