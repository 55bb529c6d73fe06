import type { Phrases } from './phrases.ts'

export const GERMAN: Phrases = {
  language: 'de',
  phonePrefix: '+49 30 23125 0',
  domains: ['leuchten.example', 'teehaus.example', 'buecherstube.example', 'radladen.example'],
  people: [
    ['Jürgen', 'Weiß'],
    ['Sabine', 'Köhler'],
    ['Lukas', 'Brandt'],
    ['Annika', 'Schröder'],
    ['Björn', 'Fuß'],
    ['Käthe', 'Lindner'],
    ['Uwe', 'Grünwald'],
    ['Heike', 'Vogt'],
  ],
  greetings: [
    'Guten Tag, hier ist {agent}. Was kann ich für Sie tun?',
    'Hallo, {agent} am Apparat, sozusagen. Wie kann ich helfen?',
  ],
  topics: [
    [
      [
        'Hallo, wo bleibt meine Bestellung {order}?',
        'Ich sehe nach. Sie hat unser Lager vor {days} Tagen verlassen.',
      ],
      [
        'Die Sendungsverfolgung zeigt seitdem nichts Neues.',
        'Der Fahrer hatte Verspätung, heute ist das Paket unterwegs.',
      ],
      ['Kann er es beim Nachbarn abgeben?', 'Ja, ich habe es vermerkt: Tür links, zweiter Stock.'],
      ['Und wenn dort auch niemand öffnet?', 'Dann liegt es in der Filiale, den Code bekommen Sie per SMS.'],
    ],
    [
      ['Der Gutschein FRUEHLING10 geht nicht.', 'Er gilt ab 50 €. Was liegt im Warenkorb?'],
      [
        'Zwei Lampen für 48 € und der Versand.',
        'Der Versand zählt leider nicht. Eine Ersatzbirne für 3 € würde genügen.',
      ],
      ['Schön, jetzt sind 10 % abgezogen.', 'Prima, so wird es sogar günstiger.'],
      ['Kann ich ihn noch einmal einlösen?', 'Einmal je Kunde, bis zum Ende des Monats.'],
    ],
    [
      [
        'Ich möchte Schuhe zurückschicken, sie sind zu klein.',
        'Sie haben 30 Tage. Geht es um Bestellung {order}?',
      ],
      ['Genau. Größe 42, ich brauche 43.', 'Ich kann tauschen, 43 in Braun ist da.'],
      ['Wer zahlt das Porto?', 'Wir. Der Aufkleber liegt im Karton unter dem Papier.'],
      ['Gefunden. Wann kommen die neuen?', 'Spätestens {days} Tage, nachdem das Paket bei uns ist.'],
    ],
    [
      [
        'Ich komme nicht mehr in mein Konto, es ist gesperrt.',
        'Nach fünf falschen Versuchen ist das so, in einer Stunde geht es wieder.',
      ],
      ['Ich brauche aber heute noch die Rechnung.', 'Ich schicke sie Ihnen. An welche Adresse?'],
      ['An die aus dem Formular.', 'Ist raus. Die Rechnung zu {order} hängt an.'],
      ['Danke. Kann ich die Straße darauf ändern?', 'Ja, unter „Rechnungsadresse“, dann stimmt die nächste.'],
    ],
  ],
  waits: [
    ['Einen Moment bitte, ich frage im Lager.', 'Kein Problem, ich warte.'],
    ['Dafür muss ich woanders nachsehen. Sind Sie noch da?', 'Ja, bin da.'],
  ],
  thanks: [
    ['Das war alles, vielen Dank!', 'Gern geschehen. Schönen Tag noch.'],
    ['Super, danke für die schnelle Antwort.', 'Sehr gern. Auf Wiedersehen.'],
  ],
}
