import { LocalTime } from '#components/ui/local-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { LicenceDetail } from '#lib/licences/get-licence.ts'
import type { AgentState } from '#lib/licences/licence-state.ts'
import { showText } from '#lib/livechat/show-bytes.ts'
import { AgentStateBadge } from './agent-state-badge.tsx'
import classes from './licences.module.css'
import { sayAgent } from './say-licence.ts'

/** The agents that events have named, with their state. */
export function AgentTable({ licence }: { licence: LicenceDetail }) {
  const { agents, hasMoreAgents } = licence
  return (
    <section>
      <h3 className={classes.heading}>Agents</h3>
      {agents.length === 0 ? (
        <p className={classes.none}>No agent is known: none of the events so far has named one.</p>
      ) : (
        <table className={classes.table} aria-label="Agents">
          <thead>
            <tr>
              <th scope="col">Agent</th>
              <th scope="col">State</th>
              <th scope="col" className={classes.since}>
                Since
              </th>
              <th scope="col" className={classes.optional}>
                Last told
              </th>
            </tr>
          </thead>
          <tbody>
            {agents.map((agent) => (
              <AgentRow key={agent.id} agent={agent} />
            ))}
          </tbody>
        </table>
      )}
      {hasMoreAgents && (
        <p className={classes.note}>
          There are more agents: the first {agents.length} by their id are shown.
        </p>
      )}
    </section>
  )
}

function AgentRow({ agent }: { agent: AgentState }) {
  const { id, state, groups, heard, nick, accountType } = agent
  const name = sayAgent(agent)
  const about = [
    ...(name === showText(id) ? [] : [id]),
    ...(nick && name !== showText(nick) ? [`nick ${nick}`] : []),
    ...(accountType ? [accountType] : []),
  ]
  return (
    <tr>
      <td>
        <span className={classes.strong}>{name}</span>
        {about.length > 0 && <div className={classes.when}>{showText(about.join(' · '))}</div>}
      </td>
      <td>
        {state ? <AgentStateBadge value={state.value} /> : <span className={classes.dimmed}>Not told</span>}
        {groups.length > 0 && (
          <div className={classes.when}>in private chat {showText(groups.join(', '))}</div>
        )}
      </td>
      <td className={`${classes.since} ${classes.time}`}>
        {state ? <LocalTime at={state.since} withDay /> : '–'}
      </td>
      <td className={`${classes.optional} ${classes.time}`}>
        <TextLink href={`/events/${(state ?? heard).eventId}`} prefetch={false}>
          <LocalTime at={(state ?? heard).at} withDay />
        </TextLink>
      </td>
    </tr>
  )
}
