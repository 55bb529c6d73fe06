import { prisma } from '../db/prisma.ts'

/** Of whoever dismissed the first steps. They are the server's, so that one person does it for all: `firstStepsLeft` asks for any. */
export const FIRST_STEPS_DISMISSED = 'first steps dismissed'

/** Has the first steps shown to nobody any more once there is a delivery. */
export async function dismissFirstSteps(userId: string): Promise<void> {
  const name = FIRST_STEPS_DISMISSED
  await prisma().preference.upsert({
    where: { userId_name: { userId, name } },
    create: { userId, name, value: true },
    update: {},
  })
}
