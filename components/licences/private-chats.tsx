import type { LicenceDetail } from '#lib/licences/get-licence.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import classes from './licences.module.css'
import { sayAgent } from './say-licence.ts'
import { ToldWhen } from './told-when.tsx'

/** Who is in a private chat with whom. */
export function PrivateChats({ licence }: { licence: LicenceDetail }) {
  const names = new Map(licence.agents.map((agent) => [agent.id, sayAgent(agent)]))
  return (
    <section>
      <h3 className={classes.heading}>Private chats</h3>
      {licence.privateChats.length === 0 ? (
        <p className={classes.none}>No private chat is open.</p>
      ) : (
        <ul className={classes.chats} aria-label="Private chats">
          {licence.privateChats.map(({ group, agents }) => (
            <li key={group}>
              <span className={classes.strong}>Group {showText(group)}</span>
              {agents.map(({ id, told }) => (
                <div key={id}>
                  {names.get(id) ?? showText(id)}
                  {told.value !== 'start' && <> ({showText(told.value)})</>}{' '}
                  <ToldWhen told={told} withSince />
                </div>
              ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
