import { expect, test } from 'vitest'
import { sayRevision } from '#lib/mappings/say-revision.ts'

const none = { added: 0, changed: 0, removed: 0, only: null, rpcServerIp: null }
const only = (to: string[] | null) => ({ ...none, changed: 1, only: { eventType: 'CLIENT_INVITED', to } })

test.each([
  ['edit', only(['http://shop.example/lc/invite.pl']), 'CLIENT_INVITED to invite.pl'],
  ['command line', only(['http://shop.example/']), 'CLIENT_INVITED to shop.example'],
  ['edit', only(['http://a/1', 'http://a/2']), 'CLIENT_INVITED to 2 URLs'],
  ['edit', only([]), 'CLIENT_INVITED delivers nothing'],
  ['edit', only(null), 'CLIENT_INVITED no longer mapped'],
  ['endpoint', { ...none, changed: 2 }, 'Endpoint changed: 2 changed'],
  ['import', { ...none, added: 4, changed: 1 }, 'Import of lc_serv.cfg: 4 added, 1 changed'],
  ['import', { ...none, rpcServerIp: { to: 'h:80' } }, 'Import of lc_serv.cfg: RPC_SERVER_IP h:80'],
  ['import', none, 'Import of lc_serv.cfg: nothing changed'],
  ['edit', { ...none, rpcServerIp: { to: null } }, 'RPC_SERVER_IP removed'],
  ['roll-back', { ...none, removed: 1200 }, 'Roll-back: 1,200 removed'],
  ['roll-back', none, 'Roll-back: the file only'],
])('%s is told in a sentence: %s', (source, changes, sentence) => {
  expect(sayRevision(source, changes)).toBe(sentence)
})
