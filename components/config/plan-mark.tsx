import {
  IconAlertTriangle,
  IconArrowBack,
  IconEqual,
  IconMinus,
  IconPlus,
  IconTilde,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react'
import type { LineMark } from '#lib/lc-serv-cfg/plan.ts'
import classes from './plan.module.css'

export type Mark = LineMark | 'removed' | 'kept'

export const MARKS: Record<Mark, { Icon: TablerIcon; word: string; className: string | undefined }> = {
  added: { Icon: IconPlus, word: 'added', className: classes.added },
  changed: { Icon: IconTilde, word: 'changed', className: classes.changed },
  removed: { Icon: IconMinus, word: 'removed', className: classes.removed },
  kept: { Icon: IconArrowBack, word: 'kept', className: classes.same },
  same: { Icon: IconEqual, word: 'same', className: classes.same },
  warning: { Icon: IconAlertTriangle, word: 'warning', className: classes.warning },
  error: { Icon: IconX, word: 'error', className: classes.error },
}

/** The sign of a mark; beside its word it is only seen. */
export function PlanMark({ mark, isNamed = false }: { mark: Mark; isNamed?: boolean }) {
  const { Icon, word, className } = MARKS[mark]
  const label = isNamed ? { role: 'img', 'aria-label': word } : { 'aria-hidden': true }
  return <Icon size={14} className={className} {...label} />
}
