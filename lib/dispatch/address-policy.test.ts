import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalAddress, judgeAddress, parseAllow } from './address-policy.ts'
import { policyOf } from './testing/attempt.ts'

const everything = '0.0.0.0/0,::/0'
const database = (port: number) => ({ hostname: 'db.test', port })

describe('addresses that are never called, whatever is allowed', () => {
  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '169.254.169.254',
    '169.254.0.1',
    '168.63.129.16',
    '100.100.100.200',
    '192.0.0.1',
    '192.0.0.170',
    '192.0.0.192',
    '192.88.99.0',
    '192.88.99.255',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::127.0.0.1',
    '::7f00:2',
    '::ffff:0:127.0.0.1',
    '::ffff:0:8.8.8.8',
    '64:ff9b::127.0.0.1',
    '64:ff9b:1::a00:1',
    '2002:7f00:1::',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    'fd00:ec2::254',
    'FD00:0EC2:0:0:0:0:0:254',
    'fd00:ec2::23',
    'fd20:ce::254',
    'fd00:42::42',
    '64:ff9b:2::1',
    '100::1',
    '5f00::1',
    '4000::1',
    '1fff:ffff::1',
    '2001:1::1',
    '2001:2::1',
    '2001:10::1',
    '2001:1ff:ffff::1',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'ff02::1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::ffff:0.0.0.0',
  ])('%s', (ip) => {
    const judgement = judgeAddress(ip, 80, policyOf(everything))
    expect(judgement).toEqual({ allowed: false, reason: expect.stringContaining('never calls') })
  })
})

describe('private addresses, called only when DISPATCH_ALLOW names them', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.255',
    '10.0.0.5',
    '10.255.255.255',
    '172.16.0.0',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.0',
    '100.127.255.255',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::FFFF:10.0.0.1',
    'fc00::1',
    'fd12:3456::1',
    '0:0:0:0:0:0:0:1',
    '::1%lo',
    '198.18.0.1',
    '198.19.255.255',
    '192.0.2.1',
    '198.51.100.255',
    '203.0.113.0',
    '2001:db8::1',
    '3fff::1',
    'fec0::1',
    'fdff:ffff::1',
  ])('%s', (ip) => {
    expect(judgeAddress(ip, 80, policyOf('')).allowed).toBe(false)
    expect(judgeAddress(ip, 80, policyOf(everything))).toEqual({ allowed: true })
  })
})

describe('public addresses', () => {
  it.each([
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '2606:4700::1111',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '223.255.255.255',
    '192.0.1.0',
    '2001:4860:4860::8888',
    '2003::1',
    '::ffff:8.8.8.8',
    '1.0.0.0',
    '168.63.129.15',
    '168.63.129.17',
    '192.0.3.255',
    '192.88.98.255',
    '192.88.100.0',
    '198.17.255.255',
    '198.20.0.0',
    '198.51.99.255',
    '198.51.101.0',
    '203.0.112.255',
    '203.0.114.0',
    '2001:200::1',
    '2001:db7:ffff::1',
    '2001:db9::1',
    '2000::1',
    '3ffe::1',
    '2001:ffff::1',
  ])('%s is allowed', (ip) => {
    expect(judgeAddress(ip, 443, policyOf(''))).toEqual({ allowed: true })
  })
})

describe('the reason of a refusal', () => {
  it.each([
    ['', '10.0.0.5', 80, '10.0.0.5 is private. Set DISPATCH_ALLOW=10.0.0.5/32 on the server and restart.'],
    ['', '::1', 80, '::1 is private. Set DISPATCH_ALLOW=::1/128 on the server and restart.'],
    [
      '127.0.0.1',
      'fd00::5',
      80,
      'fd00::5 is private. Set DISPATCH_ALLOW=127.0.0.1/32,fd00::5/128 on the server and restart.',
    ],
    [
      '10.0.0.5:8443',
      '10.0.0.5',
      22,
      '10.0.0.5 is private and not allowed on port 22. Set DISPATCH_ALLOW=10.0.0.5/32:8443,10.0.0.5/32:22 on the server and restart.',
    ],
    [
      '[fd00::]/8:443',
      'fd00::5',
      22,
      'fd00::5 is private and not allowed on port 22. Set DISPATCH_ALLOW=[fd00::]/8:443,[fd00::5]/128:22 on the server and restart.',
    ],
  ])(
    'with DISPATCH_ALLOW=%s, of %s port %i, says what to set, and setting it helps',
    (allow, ip, port, reason) => {
      expect(judgeAddress(ip, port, policyOf(allow))).toEqual({ allowed: false, reason })
      const advised = /DISPATCH_ALLOW=(\S+)/.exec(reason)?.[1] ?? ''
      expect(judgeAddress(ip, port, policyOf(advised))).toEqual({ allowed: true })
    },
  )
})

describe('Bellhop’s own ports', () => {
  const policy = {
    ...policyOf(everything, [5432, 3000]),
    ownAddresses: ['192.168.1.9', '8.8.4.4', 'fe80::1'],
  }
  it.each([
    ['127.0.0.1', 5432],
    ['127.9.9.9', 3000],
    ['::1', 5432],
    ['::ffff:127.0.0.1', 3000],
    ['192.168.1.9', 3000],
    ['8.8.4.4', 5432],
  ])('%s:%i is never called', (ip, port) => {
    expect(judgeAddress(ip, port, policy)).toEqual({
      allowed: false,
      reason: expect.stringContaining("Bellhop's own"),
    })
  })
  it('of this machine are judged as private where the address is public: what listens here may be meant for nobody else', () => {
    const strict = { ...policyOf(''), ownAddresses: ['8.8.4.4'] }
    expect(judgeAddress('8.8.4.4', 9090, strict)).toEqual({
      allowed: false,
      reason:
        '8.8.4.4 is an address of this machine. Set DISPATCH_ALLOW=8.8.4.4/32 on the server and restart.',
    })
    expect(judgeAddress('8.8.4.5', 9090, strict)).toEqual({ allowed: true })
    const told = { ...policyOf('8.8.4.4'), ownAddresses: ['8.8.4.4'] }
    expect(judgeAddress('8.8.4.4', 9090, told)).toEqual({ allowed: true })
  })
  it('of a database elsewhere: its address is never called on its port, and on others as any', () => {
    const elsewhere = { ...policyOf(everything), databaseAddresses: ['10.0.0.7'], database: database(6543) }
    expect(judgeAddress('::ffff:10.0.0.7', 6543, elsewhere)).toEqual({
      allowed: false,
      reason: expect.stringContaining("Bellhop's own"),
    })
    expect(judgeAddress('10.0.0.7', 80, elsewhere)).toEqual({ allowed: true })
    expect(judgeAddress('10.0.0.8', 6543, elsewhere)).toEqual({ allowed: true })
  })
  it.each([
    ['127.0.0.1', 8080],
    ['192.168.1.10', 5432],
    ['8.8.8.8', 3000],
  ])('%s:%i is another’s', (ip, port) => {
    expect(judgeAddress(ip, port, policy)).toEqual({ allowed: true })
  })
})

describe('DISPATCH_ALLOW', () => {
  it.each([
    ['127.0.0.0/8', ['127.0.0.0/8']],
    ['10.0.0.5/32:8443', ['10.0.0.5/32:8443']],
    ['10.0.0.5', ['10.0.0.5/32']],
    ['10.0.0.5:80', ['10.0.0.5/32:80']],
    ['[fd00::]/8:443', ['[fd00::]/8:443']],
    ['[fd00::]/8', ['fd00::/8']],
    ['fd00::/8', ['fd00::/8']],
    ['fd00::/8:443', ['[fd00::]/8:443']],
    ['[::1]:443', ['[::1]/128:443']],
    ['[::1]', ['::1/128']],
    ['FD00::5', ['fd00::5/128']],
    [' 10.0.0.0/8 , 127.0.0.1,', ['10.0.0.0/8', '127.0.0.1/32']],
    ['', []],
  ])('reads %j', (text, entries) => {
    expect(policyOf(text).allow.map((entry) => entry.text)).toEqual(entries)
  })

  it.each([
    'localhost',
    '10.0.0',
    '10.0.0.5/33',
    '10.0.0.5/',
    '10.0.0.5:0',
    '10.0.0.5:65536',
    '10.0.0.5:x',
    'fd00::/129',
    '[10.0.0.5]:80',
    '[fd00::]443',
    'fe80::1%eth0',
    '010.0.0.5',
    '*',
    '10.0.0.0/8 127.0.0.1',
    '::ffff:10.0.0.5',
    'http://10.0.0.5',
    '10.0.0.5/32:80:80',
    '[fd00::',
    '10.0.0.0-10.0.0.9',
  ])('refuses %j and quotes it', (text) => {
    expect(parseAllow(`127.0.0.1,${text}`)).toEqual({
      ok: false,
      reason: expect.stringContaining(`has "${text}"`),
    })
  })

  it('does not let ::/0 allow IPv4 addresses, nor 0.0.0.0/0 IPv6 ones', () => {
    expect(judgeAddress('10.0.0.5', 80, policyOf('::/0')).allowed).toBe(false)
    expect(judgeAddress('::1', 80, policyOf('0.0.0.0/0')).allowed).toBe(false)
  })
})

describe('any address', () => {
  it('is judged the same in plain and in mapped spelling', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom('', '10.0.0.0/8', everything), (ip, allow) => {
        const policy = policyOf(allow)
        expect(judgeAddress(`::ffff:${ip}`, 80, policy)).toEqual(judgeAddress(ip, 80, policy))
      }),
    )
  })
  it('has one canonical spelling', () => {
    fc.assert(
      fc.property(fc.ipV6(), (ip) => {
        const canonical = canonicalAddress(ip)
        expect(canonical && canonicalAddress(canonical.address)).toEqual(canonical)
        expect(canonicalAddress(ip.toUpperCase())).toEqual(canonical)
      }),
    )
  })
  it.each([0, -1, 65_536, 1.5, Number.NaN])('has no port %s', (port) => {
    expect(judgeAddress('8.8.8.8', port, policyOf(everything))).toEqual({
      allowed: false,
      reason: `There is no port ${port}. Correct the port of the URL or of the connect-to.`,
    })
  })
  it.each(['localhost', '', '127.1', '2130706433', '0x7f.0.0.1', '127.0.0.1.'])(
    '%j is no address, so not allowed',
    (ip) => {
      expect(judgeAddress(ip, 80, policyOf(everything)).allowed).toBe(false)
    },
  )
})
