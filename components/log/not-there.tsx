import { IconSearchOff } from '@tabler/icons-react'
import { PageBar } from '#components/shell/page-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TextLink } from '#components/ui/text-link.tsx'

/** For an address that names nothing in the log. */
export function NotThere({ what, list, href }: { what: string; list: string; href: string }) {
  return (
    <>
      <PageBar title={list} />
      <EmptyState icon={IconSearchOff} title={`There is no such ${what}`}>
        The address is wrong, or the log does not reach back so far.{' '}
        <TextLink href={href}>Show all {list.toLowerCase()}</TextLink>
      </EmptyState>
    </>
  )
}
