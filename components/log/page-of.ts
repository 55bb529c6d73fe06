import type { DeliveryFilters } from '#lib/delivery-log/filters.ts'

type Place = { before: string | null; after: string | null; order: string | null }

/** Which page of a log the URL asks for, and in which order, as the log is asked; parsed there. */
export function pageOf({ before, after, order }: Place): Pick<DeliveryFilters, 'before' | 'after' | 'order'> {
  return {
    ...(before && { before }),
    ...(after && { after }),
    ...(order && { order: order as 'newest' }),
  }
}

/** Whether what comes in belongs on top of this page. */
export const isNewestPage = ({ before, after, order }: Place) => !before && !after && order !== 'oldest'
