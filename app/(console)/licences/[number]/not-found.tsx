import { IconSearchOff } from '@tabler/icons-react'
import { PageBar } from '#components/shell/page-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TextLink } from '#components/ui/text-link.tsx'

export default function NotFound() {
  return (
    <>
      <PageBar title="Licences" />
      <EmptyState icon={IconSearchOff} title="There is no such licence">
        No event has named it, and nobody has registered it.{' '}
        <TextLink href="/licences">Show all licences</TextLink>
      </EmptyState>
    </>
  )
}
