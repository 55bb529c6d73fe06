import { describe, expect, it } from 'vitest'
import { shortUrl, showUrl } from './shown-url.ts'

describe('the URL of an endpoint in the log', () => {
  it.each([
    ['http://shop.example/lc/events.pl', 'http://shop.example/lc/events.pl'],
    ['https://h.example/in?shop=12&token=s3cr3t', 'https://h.example/in?shop=12&token=••••'],
    [
      'https://h.example/in?my%5Ftoken=a&ACCESS_TOKEN=b#c',
      'https://h.example/in?my%5Ftoken=••••&ACCESS_TOKEN=••••#c',
    ],
    ['https://h.example/in?password=&x', 'https://h.example/in?password=••••&x'],
    ['https://h.example/in?%zz=1&pwd=2', 'https://h.example/in?%zz=1&pwd=••••'],
    ['', ''],
  ])('hides what is secret in %s', (url, shown) => {
    expect(showUrl(url)).toBe(shown)
  })

  it.each([
    ['http://shop.example/lc/events.pl', 'shop.example', '/lc/events.pl'],
    ['http://169.254.169.254/latest/events.pl', '169.254.169.254', '…test/events.pl'],
    [
      'https://crm.nowak-meble.example/hooks/livechat/chat-started',
      'crm.nowak-meble.example',
      '…hat-started',
    ],
    ['https://a.example/hooks/livechat/chat-started', 'a.example', '…ivechat/chat-started'],
    ['not a url', 'not a url', ''],
  ])('keeps the end of the path of %s', (url, host, path) => {
    expect(shortUrl(url)).toEqual({ host, path })
  })
})
