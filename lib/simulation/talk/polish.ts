import type { Phrases } from './phrases.ts'

export const POLISH: Phrases = {
  language: 'pl',
  phonePrefix: '+48 71 555 0',
  domains: ['lampy.example', 'ksiegarnia.example', 'rowery.example', 'herbaty.example'],
  people: [
    ['Anna', 'Wrona'],
    ['Paweł', 'Źrebiec'],
    ['Małgorzata', 'Dąbrowska'],
    ['Łukasz', 'Święcicki'],
    ['Józef', 'Żak'],
    ['Katarzyna', 'Kępińska'],
    ['Michał', 'Ćwikła'],
    ['Bożena', 'Gołąb'],
  ],
  greetings: ['Dzień dobry, tu {agent}. W czym mogę pomóc?', 'Witam, nazywam się {agent}. Słucham?'],
  topics: [
    [
      [
        'Dzień dobry, gdzie jest moje zamówienie {order}?',
        'Już sprawdzam. Wyszło z magazynu {days} dni temu.',
      ],
      [
        'W śledzeniu od tamtej pory nic się nie zmieniło.',
        'Kurier miał opóźnienie w sortowni, dziś paczka jest w doręczeniu.',
      ],
      ['Czy może ją zostawić u sąsiadki?', 'Tak, dopisałem uwagę: drzwi po lewej, drugie piętro.'],
      ['A jeśli jej też nie będzie?', 'Wtedy trafi do punktu odbioru, a kod przyjdzie SMS-em.'],
    ],
    [
      ['Kod WIOSNA10 nie działa w koszyku.', 'Działa od 200 zł. Co jest w koszyku?'],
      ['Dwie lampy, razem 189 zł, i wysyłka.', 'Wysyłka się niestety nie liczy. Żarówka za 12 zł wystarczy.'],
      ['Świetnie, dodałam i rabat już jest.', 'Cieszę się, teraz wychodzi nawet taniej.'],
      ['Czy mogę go użyć jeszcze raz?', 'Raz na osobę, do końca miesiąca.'],
    ],
    [
      ['Chciałbym zwrócić buty, są za małe.', 'Ma Pan 30 dni. Chodzi o zamówienie {order}?'],
      ['Tak, rozmiar 42, potrzebuję 43.', 'Mogę je wymienić, 43 w brązie jest na półce.'],
      ['Kto płaci za przesyłkę?', 'My. Etykieta leży w pudełku pod papierem.'],
      ['Znalazłem. Kiedy przyjdą nowe?', 'W ciągu {days} dni od chwili, gdy paczka do nas dotrze.'],
    ],
    [
      [
        'Nie mogę się zalogować, konto jest zablokowane.',
        'Tak się dzieje po pięciu błędnych próbach, za godzinę będzie znów otwarte.',
      ],
      ['Potrzebuję faktury jeszcze dziś.', 'Wyślę ją sama. Na który adres?'],
      ['Ten z formularza.', 'Poszło. Faktura do zamówienia {order} jest w załączniku.'],
      [
        'Jest, dziękuję. Jak zmienić na niej ulicę na Żółtą?',
        'W zakładce „Dane do faktury”, będzie na następnej.',
      ],
    ],
  ],
  waits: [
    ['Chwileczkę, pytam w magazynie.', 'Oczywiście, poczekam.'],
    ['Muszę zajrzeć do innego systemu. Jest Pan tam jeszcze?', 'Jestem, jestem.'],
  ],
  thanks: [
    ['To wszystko, dziękuję bardzo!', 'Proszę bardzo, miłego dnia.'],
    ['Super, dzięki za szybką odpowiedź.', 'Do usług. Do widzenia.'],
  ],
}
