import type { Phrases } from './phrases.ts'

export const ENGLISH: Phrases = {
  language: 'en',
  phonePrefix: '+44 20 7946 0',
  domains: ['teapots.example', 'northlamps.example', 'harbour-shoes.example', 'bikeparts.example'],
  people: [
    ['Jane', 'Fletcher'],
    ['Oliver', 'Marsh'],
    ['Grace', 'Holloway'],
    ['Samuel', "O'Connor"],
    ['Zoë', 'Whitfield'],
    ['Henry', 'Baker'],
    ['Chloé', 'Turner'],
    ['Martin', 'Ashdown'],
  ],
  greetings: ['Hello, this is {agent}. How can I help?', 'Good day, {agent} here. What can I do for you?'],
  topics: [
    [
      [
        'Hi, where is my order {order}? It should have come on Monday.',
        'Let me look. It left our warehouse {days} days ago.',
      ],
      [
        'The tracking page says nothing since then.',
        'The courier had a delay at the depot. It is on the van today.',
      ],
      ['Can they leave it with a neighbour?', 'Yes. I have added a note: the house on the left.'],
      [
        'And if nobody is at home there either?',
        'Then it goes to the parcel shop, and you get a text message with the code.',
      ],
    ],
    [
      ['The code SPRING10 does not work for me.', 'It is valid above £50. What is in your basket?'],
      [
        'Two lamps, £48 & the postage.',
        'Postage does not count, I am afraid. A spare bulb for £3 would take you over it.',
      ],
      ['Oh, clever. I have added one, and 10% is off now.', 'Lovely. Your total is lower than before.'],
      ['Can I use it twice?', 'Once per customer, until the end of the month.'],
    ],
    [
      ['How do I send back a pair of shoes? They are too small.', 'You have 30 days. Is it order {order}?'],
      ['Yes, that one. Size 7, I need an 8.', 'I can swap them. An 8 in brown is in stock.'],
      ['Do I pay for the postage?', 'No, a label is in the box under the paper.'],
      ['Found it. When will the new ones come?', 'Within {days} days of the parcel reaching us.'],
    ],
    [
      [
        'I cannot log in any more, it says my account is locked.',
        'That happens after five wrong tries. It opens again after an hour.',
      ],
      [
        'I need it now, I have a bill to print.',
        'Which e-mail address is it? I will send you the bill myself.',
      ],
      ['It is the one I wrote in the form.', 'Sent. The bill of order {order} is attached.'],
      ['Got it. Can I change the address on it?', 'Yes, under "Billing". It then stands on the next one.'],
    ],
  ],
  waits: [
    ['One moment, please, I am asking the warehouse.', 'Sure, take your time.'],
    ['I have to open another page for that. Are you still there?', 'Still here.'],
  ],
  thanks: [
    ['That is all, thank you!', 'You are welcome. Have a nice day.'],
    ['Great, thanks for the quick answer.', 'Glad to help. Goodbye.'],
  ],
}
