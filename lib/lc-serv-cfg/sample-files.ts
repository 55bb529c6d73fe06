/** For tests: two lc_serv.cfg files. Their exact copies are e2e/fixtures/seed.cfg and windows.cfg. */

export const SEED_CFG = [
  'EVENT_NEW_LICENCE http://labs.livechatinc.com/event_new_licence.pl\n',
  'EVENT_OPERATOR_TRANSFER http://labs.livechatinc.com/events.pl\n',
  'EVENT_OPERATOR_STATUS http://labs.livechatinc.com/events.pl\n',
  'EVENT_BUTTON_STATUS http://labs.livechatinc.com/events.pl\n',
].join('')

export const WINDOWS_CFG = [
  '# Contact center, rack 3\r\n',
  'SERVER_PORT\t8080\r\n',
  '\r\n',
  'EVENT_NEW_LICENCE   http://10.0.0.1/cgi-bin/new.pl?from=lc&v=2  \r\n',
  'event_operator_status http://10.0.0.1/cgi-bin/events.pl\r\n',
  'RPC_SERVER_IP 10.0.0.1:80\r\n',
  ';EVENT_BUTTON_STATUS http://old.example/\r\n',
  'EVENT_CHAT_STARTED http://10.0.0.1/a.pl\r\n',
  'EVENT_CHAT_STARTED http://10.0.0.2/b.pl\r\n',
  'EVENT_CLIENT_INVITED\r\n',
  'LOG_DIR C:\\livechat\\log',
].join('')
