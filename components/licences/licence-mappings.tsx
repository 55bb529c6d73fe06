import { MappedTo } from '#components/mappings/mapped-to.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { showText } from '#lib/livechat/show-bytes.ts'
import type { ListedMapping } from '#lib/mappings/list-mappings.ts'
import classes from './licences.module.css'

/** Where the events of a licence go: its own mappings and those that it inherits. */
export function LicenceMappings({ number, mappings }: { number: string; mappings: ListedMapping[] }) {
  return (
    <section>
      <h3 className={classes.heading}>
        Mappings
        <TextLink href={`/mappings?licence=${encodeURIComponent(number)}`}>Edit them</TextLink>
      </h3>
      <table className={`${classes.table} ${classes.stacked}`} aria-label="Mappings">
        <thead>
          <tr>
            <th scope="col">Event type</th>
            <th scope="col">Goes to</th>
          </tr>
        </thead>
        <tbody>
          {mappings.map((mapping) => (
            <tr key={mapping.eventType}>
              <td>
                <code>{showText(mapping.eventType)}</code>
              </td>
              <td>
                <MappedTo mapping={mapping} isLicence />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
