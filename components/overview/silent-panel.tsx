import { IconAlertTriangle } from '@tabler/icons-react'
import { licenceHref } from '#components/licences/licence-href.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import { showText } from '#lib/livechat/show-bytes.ts'
import type { SilentLicences } from '#lib/overview/silent-licences.ts'
import lists from './list-panel.module.css'
import classes from './overview.module.css'
import { Panel } from './panel.tsx'
import { sayLong, sayRate } from './say-numbers.ts'

/** Licences that should have called by now, by what they made in the same hours of their last week. */
export function SilentPanel({ silent: { rows, silent, isBounded } }: { silent: SilentLicences }) {
  return (
    <Panel name="silent" title="Licences gone silent" note="against their own week">
      {rows.length === 0 ? (
        <p className={classes.none}>None: every licence talks as it does at this time.</p>
      ) : (
        <ul className={lists.list} data-of="silent">
          {rows.map(({ number, silentSeconds, usualPerHour }) => (
            <li key={number}>
              <TextLink href={licenceHref(number)} className={lists.number} prefetch={false}>
                {showText(number)}
              </TextLink>
              <span className={lists.beside}>usually {sayRate(usualPerHour)} an hour</span>
              <span className={lists.warning}>
                <IconAlertTriangle size={14} aria-hidden="true" />
                <span>
                  <span className={classes.unseen}>none for </span>
                  {sayLong(silentSeconds)}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {(silent > rows.length || isBounded) && (
        <p className={classes.note}>
          {silent > rows.length && `${silent - rows.length} more are silent. `}
          {isBounded && 'Only the first 2,000 licences are looked at.'}
        </p>
      )}
    </Panel>
  )
}
