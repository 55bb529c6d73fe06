import { TextLink } from '#components/ui/text-link.tsx'
import { showText } from '#lib/livechat/show-bytes.ts'
import { storyHref } from './search-params.ts'

/** For a list of facts: the client of an event, with the way to its chat. */
export function ClientFact(props: { licence: string | null; clientId: string | null }) {
  const { licence, clientId } = props
  if (!licence || !clientId) return null
  return (
    <>
      <dt>Client</dt>
      <dd>
        <code>{showText(clientId)}</code>{' '}
        <TextLink href={storyHref(licence, clientId)}>Show the chat</TextLink>
      </dd>
    </>
  )
}
