'use client'

import { ActionIcon, CloseButton, Paper, Portal, Skeleton, Stack, Tooltip, Transition } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconExternalLink } from '@tabler/icons-react'
import Link from 'next/link'
import { useState } from 'react'
import { licenceHref } from '#components/licences/licence-href.ts'
import { useKey } from '#components/shell/keys/use-key.ts'
import { Failure } from '#components/ui/failure.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { DeliveryBody } from '../delivery-view.tsx'
import type { DeliveryActions } from '../resend-panel.tsx'
import type { OpenDelivery } from './open-delivery.ts'
import classes from './sheet.module.css'
import { useOpenDelivery } from './use-open-delivery.ts'

type Props = {
  /** null: none is open. */
  id: string | null
  /** Changes when the delivery has changed. */
  version: string
  onClose: () => void
  /** To the row above (-1) or below (1); null where there is none. */
  onStep: (step: 1 | -1) => void
  actions: DeliveryActions
}

/** A delivery beside the log, which stays in use behind it. */
export function DeliverySheet({ id, version, onClose, onStep, actions }: Props) {
  const [attempt, setAttempt] = useState<{ of: string; number: number } | null>(null)
  const number = attempt?.of === id ? attempt.number : null
  const { state, readAgain } = useOpenDelivery(id, number, version)
  const open = state?.open ?? null
  const choose = (chosen: number | null) =>
    setAttempt(id === null || chosen === null ? null : { of: id, number: chosen })
  useAttemptKeys(open, number, choose)
  return (
    <Portal>
      {/* No drawer: those are modal, and here the log and its keys stay in use. */}
      <Transition mounted={id !== null} transition="slide-left" duration={160}>
        {(style) => (
          <Paper
            component="section"
            role="dialog"
            aria-label="Delivery"
            shadow="xl"
            radius={0}
            className={classes.sheet}
            style={style}
          >
            <div className={classes.header}>
              <Title open={open} id={id} onStep={onStep} />
              <CloseButton aria-label="Close" onClick={onClose} />
            </div>
            {state?.problem && <Failure title="The delivery could not be read" reason={state.problem} />}
            {open ? (
              // Until the next one is there nothing can be done to the one before.
              <div data-delivery={open.delivery.id} inert={open.delivery.id !== id}>
                <DeliveryBody
                  key={open.delivery.id}
                  {...open}
                  actions={actions}
                  attempt={number}
                  onAttempt={choose}
                  isReading={open.delivery.id !== id}
                  onDue={readAgain}
                />
              </div>
            ) : (
              !state?.problem && <BeingRead />
            )}
          </Paper>
        )}
      </Transition>
    </Portal>
  )
}

function Title({ open, id, onStep }: Pick<Props, 'id' | 'onStep'> & { open: OpenDelivery | null }) {
  const delivery = open?.delivery
  return (
    <div className={classes.bar}>
      <span className={classes.name}>
        <code>{delivery?.eventType ?? '…'}</code>
        {delivery && (
          <span className={classes.about}>
            licence <TextLink href={licenceHref(delivery.licence)}>{delivery.licence}</TextLink>
            {delivery.operatorId && ` · ${delivery.operatorId}`}
          </span>
        )}
      </span>
      <Tooltip label="Open as a page">
        <ActionIcon component={Link} href={`/deliveries/${id}`} aria-label="Open as a page" prefetch={false}>
          <IconExternalLink size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Row above (k)">
        <ActionIcon aria-label="Row above" onClick={() => onStep(-1)}>
          <IconArrowUp size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Row below (j)">
        <ActionIcon aria-label="Row below" onClick={() => onStep(1)}>
          <IconArrowDown size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}

function BeingRead() {
  return (
    <Stack gap="sm" p="md" role="status" aria-label="The delivery is being read">
      <Skeleton height={18} width="70%" />
      <Skeleton height={14} width="40%" />
      <Skeleton height={80} />
      <Skeleton height={220} />
    </Stack>
  )
}

/** `[` and `]` go from attempt to attempt. */
function useAttemptKeys(
  open: OpenDelivery | null,
  number: number | null,
  choose: (number: number | null) => void,
): void {
  const attempts = open?.delivery.attemptList ?? []
  const at = attempts.findIndex((one) => one.number === (number ?? attempts.at(-1)?.number))
  const to = (step: number) => {
    const next = attempts[at + step]
    if (next) choose(next === attempts.at(-1) ? null : next.number)
  }
  const more = { group: 'In a delivery', isOff: attempts.length < 2 }
  useKey({ keys: '[', label: 'Attempt before', ...more, run: () => to(-1) })
  useKey({ keys: ']', label: 'Attempt after', ...more, run: () => to(1) })
}
