import { IconTargetArrow } from '@tabler/icons-react'
import { PageBar } from '#components/shell/page-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TextLink } from '#components/ui/text-link.tsx'

export default function NoEndpoint() {
  return (
    <>
      <PageBar title="Endpoints" />
      <EmptyState icon={IconTargetArrow} title="There is no such endpoint">
        The address is wrong, or the endpoint was removed.{' '}
        <TextLink href="/endpoints">Show all endpoints</TextLink>
      </EmptyState>
    </>
  )
}
