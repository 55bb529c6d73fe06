import type { Phrases } from './phrases.ts'

export const CZECH: Phrases = {
  language: 'cs',
  phonePrefix: '+420 222 550 ',
  domains: ['svitidla.example', 'cajovna.example', 'knihy.example', 'kola.example'],
  people: [
    ['Jiří', 'Dvořák'],
    ['Zdeňka', 'Růžičková'],
    ['Tomáš', 'Němec'],
    ['Věra', 'Šťastná'],
    ['Ondřej', 'Kučera'],
    ['Eliška', 'Žáková'],
    ['Matěj', 'Hájek'],
    ['Lucie', 'Čermáková'],
  ],
  greetings: [
    'Dobrý den, tady {agent}. S čím mohu pomoci?',
    'Hezký den, jmenuji se {agent}. Co pro vás mohu udělat?',
  ],
  topics: [
    [
      ['Dobrý den, kde je moje objednávka {order}?', 'Podívám se. Ze skladu odešla před {days} dny.'],
      ['Sledování od té doby nic neukazuje.', 'Dopravce měl zpoždění, dnes je zásilka na cestě.'],
      ['Může ji nechat u sousedů?', 'Ano, připsal jsem poznámku: dveře vlevo, druhé patro.'],
      ['A když tam také nikdo nebude?', 'Pak bude na výdejně a kód přijde zprávou.'],
    ],
    [
      ['Kód JARO10 nefunguje.', 'Platí od 1000 Kč. Co máte v košíku?'],
      ['Dvě lampy za 950 Kč a poštovné.', 'Poštovné se bohužel nepočítá. Stačí žárovka za 60 Kč.'],
      ['Výborně, sleva už je odečtená.', 'To jsem rád, vyjde to ještě levněji.'],
      ['Mohu ho použít znovu?', 'Jednou na zákazníka, do konce měsíce.'],
    ],
    [
      ['Chci vrátit boty, jsou malé.', 'Máte na to 30 dní. Jde o objednávku {order}?'],
      ['Ano, velikost 42, potřebuji 43.', 'Mohu je vyměnit, hnědé 43 máme.'],
      ['Kdo platí poštovné?', 'My. Štítek je v krabici pod papírem.'],
      ['Našel jsem ho. Kdy přijdou nové?', 'Do {days} dnů od chvíle, kdy k nám balík dorazí.'],
    ],
    [
      [
        'Nemohu se přihlásit, účet je zamčený.',
        'Stane se to po pěti chybných pokusech, za hodinu bude zase otevřený.',
      ],
      ['Fakturu ale potřebuji ještě dnes.', 'Pošlu vám ji. Na jakou adresu?'],
      ['Na tu z formuláře.', 'Odesláno. Faktura k objednávce {order} je v příloze.'],
      ['Děkuji. Jak na ní změním ulici?', 'V části „Fakturační údaje“, bude na té příští.'],
    ],
  ],
  waits: [
    ['Okamžik prosím, ptám se ve skladu.', 'Jistě, počkám.'],
    ['Musím se podívat jinam. Jste tam ještě?', 'Ano, jsem.'],
  ],
  thanks: [
    ['To je vše, moc děkuji!', 'Rádo se stalo. Hezký den.'],
    ['Skvělé, díky za rychlou odpověď.', 'Není zač. Na shledanou.'],
  ],
}
