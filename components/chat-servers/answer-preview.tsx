import { Text } from '@mantine/core'
import { acceptedAnswer } from '#lib/livechat/accepted-answer.ts'
import classes from './chat-servers.module.css'

const EXAMPLE_ID = '019abc14-7d10-7c3e-9a52-4f0e6b1d2c88'

/** The answer that an accepted call would get: its status, and its text as it is sent. The id is an example. */
export function AnswerPreview({ status, text }: { status: number; text: string }) {
  const isStatus = Number.isInteger(status) && status >= 200 && status <= 299
  const answer = acceptedAnswer({ answerStatus: isStatus ? status : 200, answerText: text }, EXAMPLE_ID)
  const length = new TextEncoder().encode(answer.text).length
  const head = [
    `HTTP/1.1 ${isStatus ? status : '…'}`,
    ...(answer.status === 204
      ? []
      : ['content-type: text/plain; charset=utf-8', `content-length: ${length}`]),
  ]
  return (
    <section aria-label="Preview of the answer">
      <Text size="xs" fw={500} mb={4}>
        What the chat server gets
      </Text>
      <pre className={classes.preview}>
        <Text span inherit c="dimmed">
          {head.join('\n')}
        </Text>
        {'\n\n'}
        {answer.text}
      </pre>
      {answer.text === '' && text !== '' && (
        <Text size="xs" c="dimmed" mt={4}>
          An answer of {answer.status} has no text.
        </Text>
      )}
    </section>
  )
}
