// Emoji to choose from: group, then one a line with the words that find it, English | German. The first is its name.
const LIST = `
# smileys
😀 grinning happy smile | grinsen froh lachen
😃 smiley happy joy | lächeln freude
😄 smile happy laugh eyes | strahlen lachen freude
😁 beaming grin teeth | grinsen zähne
😆 laughing haha squint | lachen haha
😅 sweat_smile relief phew | schweiß erleichtert puh
🤣 rofl rolling floor laughing | kugeln lachen boden
😂 joy tears laughing lol | tränen lachen
🙂 slight_smile okay | lächeln ok
🙃 upside_down silly irony | kopfüber ironie
😉 wink flirt | zwinkern
😊 blush happy warm | erröten froh
😇 innocent angel halo | engel heilig unschuldig
🥰 hearts love adore | verliebt herzen liebe
😍 heart_eyes love wow | verliebt herzaugen
🤩 star_struck wow amazing | sterne begeistert
😘 kiss blow love | kuss küsschen
😋 yum tasty delicious | lecker
😛 tongue silly | zunge frech
😜 winking_tongue crazy joke | zunge zwinkern verrückt
🤪 zany crazy goofy | verrückt albern
🤗 hug hugs embrace | umarmung drücken
🤭 giggle oops hand | kichern ups
🤫 shush quiet secret | leise pst geheim
🤔 thinking hmm wonder | nachdenken hmm grübeln
🫡 salute yes sir respect | salutieren respekt
🤐 zipper mouth secret | reißverschluss mund zu
🤨 eyebrow doubt skeptical | augenbraue zweifel skeptisch
😐 neutral meh | neutral
😑 expressionless blank | ausdruckslos
😶 speechless silent | sprachlos still
😏 smirk smug | schmunzeln überlegen
😒 unamused bored | unzufrieden genervt
🙄 eye_roll whatever | augen rollen genervt
😬 grimace awkward | grimasse peinlich
😌 relieved calm peace | erleichtert ruhig
😔 pensive sad | nachdenklich traurig
😪 sleepy tired | schläfrig müde
😴 sleeping zzz tired | schlafen müde
😷 mask sick | maske krank
🤒 thermometer ill fever | fieber krank
🤢 nauseated sick yuck | übel ekel
🤮 vomit sick | erbrechen übel
🤧 sneeze cold | niesen schnupfen
🥵 hot sweating heat | heiß schwitzen hitze
🥶 cold freezing | kalt frieren eis
🥴 woozy dizzy drunk | benommen betrunken
🤯 mind_blown exploding wow | explodieren umgehauen
🤠 cowboy hat | cowboy hut
🥳 party celebrate birthday | feiern party geburtstag
😎 cool sunglasses | cool sonnenbrille
🤓 nerd glasses smart | nerd brille schlau
🧐 monocle inspect | monokel prüfen
😕 confused puzzled | verwirrt
😟 worried concern | besorgt
😮 open_mouth surprised oh | überrascht staunen
😲 astonished shock | erstaunt schock
😳 flushed embarrassed | rot verlegen
🥺 pleading puppy please | bitte flehen
😢 cry tear sad | weinen träne traurig
😭 sob crying loud | heulen weinen
😱 scream fear shock | schreien angst schock
😤 triumph huff steam | schnauben stolz
😡 rage angry mad red | wütend zorn rot
🤬 swearing cursing angry | fluchen schimpfen
😈 devil evil horns | teufel böse
💀 skull dead lol | schädel tot
👻 ghost boo halloween | geist gespenst
👽 alien space | außerirdischer
🤖 robot bot | roboter
🤡 clown joke | clown witz
💩 poop shit | kacke haufen
# people
👋 wave hello bye hi | winken hallo tschüss
🤚 raised_back hand | hand rücken
✋ raised_hand stop high five | hand stopp
👌 ok_hand perfect | okay perfekt
🤌 pinched what italian | finger was
✌️ victory peace two | sieg frieden
🤞 fingers_crossed luck | daumen drücken glück
🤟 love_you rock | liebe dich
🤘 metal rock horns | rock metal
🤙 call_me shaka | ruf an locker
👈 point_left left | links zeigen
👉 point_right right | rechts zeigen
👆 point_up up | oben zeigen
👇 point_down down | unten zeigen
👍 thumbs_up yes like good | daumen hoch ja gut
👎 thumbs_down no bad | daumen runter nein schlecht
✊ fist power | faust kraft
👊 punch fist bump | faust schlag
👏 clap applause bravo | klatschen applaus bravo
🙌 raised_hands hooray praise | hurra hände hoch
🫶 heart_hands love | herz hände liebe
🤝 handshake deal | handschlag abgemacht
🙏 pray thanks please | bitte danke beten
💪 muscle strong | stark muskel kraft
👀 eyes look watching | augen schauen
🧠 brain smart | gehirn klug
🫠 melting hot hide | schmelzen
🤷 shrug dunno | achselzucken keine ahnung
🤦 facepalm oh no | hand gesicht oh nein
🙋 raising_hand question me | melden frage
💃 dance dancer | tanzen tänzerin
🕺 dancing man disco | tanzen disco
# nature
🐶 dog puppy | hund welpe
🐱 cat kitty | katze
🐭 mouse | maus
🐹 hamster | hamster
🐰 rabbit bunny | hase kaninchen
🦊 fox | fuchs
🐻 bear | bär
🐼 panda | panda
🐨 koala | koala
🐯 tiger | tiger
🦁 lion | löwe
🐮 cow | kuh
🐷 pig | schwein
🐸 frog | frosch
🐵 monkey | affe
🙈 see_no_evil monkey blind | affe nichts sehen
🙉 hear_no_evil monkey | affe nichts hören
🙊 speak_no_evil monkey secret | affe nichts sagen
🐔 chicken | huhn
🐧 penguin linux | pinguin
🦉 owl night | eule nacht
🦄 unicorn magic | einhorn
🐝 bee honey | biene
🦋 butterfly | schmetterling
🐢 turtle slow | schildkröte langsam
🐍 snake python | schlange
🐙 octopus | krake oktopus
🐳 whale | wal
🐬 dolphin | delfin
🦈 shark | hai
🌲 tree forest | baum wald
🌴 palm beach | palme strand
🌵 cactus | kaktus
🍀 clover luck | kleeblatt glück
🌹 rose flower love | rose blume
🌻 sunflower | sonnenblume
🌞 sun sunny | sonne
🌙 moon night | mond nacht
⭐ star | stern
🌟 glowing_star shine | stern leuchten
✨ sparkles magic shiny | glitzern funkeln
⚡ lightning fast zap | blitz schnell
🔥 fire hot lit | feuer heiß
💧 drop water | tropfen wasser
🌊 wave_water sea | welle meer
🌈 rainbow pride | regenbogen
❄️ snowflake cold winter | schneeflocke winter
⛄ snowman winter | schneemann
# food
🍎 apple | apfel
🍌 banana | banane
🍓 strawberry | erdbeere
🍉 melon watermelon | melone
🍒 cherries | kirschen
🍑 peach | pfirsich
🥑 avocado | avocado
🌶️ chili pepper hot | chili scharf
🍞 bread toast | brot
🥨 pretzel | brezel
🧀 cheese | käse
🍳 egg breakfast | ei frühstück
🍔 burger | burger
🍟 fries | pommes
🍕 pizza | pizza
🌭 hotdog sausage | wurst hotdog
🌮 taco | taco
🍣 sushi | sushi
🍜 noodles ramen | nudeln suppe
🍿 popcorn cinema drama | popcorn kino
🍩 donut | donut
🍪 cookie | keks
🎂 cake birthday | torte geburtstag
🍫 chocolate | schokolade
🍦 ice_cream | eis
☕ coffee tea | kaffee tee
🍺 beer cheers | bier prost
🍻 beers cheers | prost anstoßen bier
🥂 toast_glasses champagne | anstoßen sekt
🍷 wine | wein
🥤 drink soda | getränk limo
# play
🎮 gamepad game controller | spiel controller zocken
🕹️ joystick arcade | joystick
🎲 dice board game | würfel brettspiel
🎯 bullseye target hit | treffer ziel
🏆 trophy win champion | pokal sieg
🥇 gold first medal | gold erster
🥈 silver second medal | silber zweiter
🥉 bronze third medal | bronze dritter
⚽ soccer football | fußball
🏀 basketball | basketball
🎳 bowling | bowling kegeln
🏁 finish race flag | ziel rennen
🚀 rocket launch space | rakete start
🚗 car drive | auto fahren
🚲 bike | fahrrad
✈️ plane travel | flugzeug reise
🏠 home house | haus zuhause
🏝️ island holiday | insel urlaub
🎨 art paint palette | kunst malen
🎬 clapper movie film | film klappe
🎤 microphone sing karaoke | mikrofon singen
🎧 headphones music | kopfhörer musik
🎵 note music song | note musik lied
🎶 notes music melody | noten musik melodie
🎸 guitar rock | gitarre
🎹 piano keyboard | klavier
🥁 drums | trommel schlagzeug
🎷 saxophone jazz | saxofon jazz
🎉 tada party congratulations | konfetti feiern glückwunsch
🎊 confetti party | konfetti ball
🎈 balloon birthday | luftballon geburtstag
🎁 gift present | geschenk
🎃 pumpkin halloween | kürbis halloween
🎄 christmas tree | weihnachten baum
# things
📷 camera photo | kamera foto
🎥 movie_camera film | filmkamera
📺 tv television | fernseher
💻 laptop computer | laptop rechner
⌨️ keys keyboard | tastatur
🖱️ computer_mouse click | maus klick
📱 phone mobile | handy telefon
🔋 battery power | batterie akku
💡 idea bulb light | idee birne licht
🔦 torch flashlight | taschenlampe
🔧 wrench fix tool | schlüssel werkzeug
🔨 hammer ban tool | hammer werkzeug
🛠️ tools repair | werkzeug reparieren
🔒 lock closed | schloss zu
🔑 key unlock | schlüssel auf
📌 pin pushpin | pinnen nadel
📝 memo note write | notiz schreiben
📚 books read | bücher lesen
📈 chart_up growth | kurve steigt
📉 chart_down fall | kurve fällt
💰 money bag | geld sack
💎 gem diamond | diamant edelstein
⏰ alarm clock time | wecker uhr zeit
⏳ hourglass wait | sanduhr warten
🔔 bell notification | glocke
📣 megaphone announcement | megafon ansage
💬 speech chat | sprechblase chat
🛡️ shield moderator guard | schild schutz
⚔️ swords fight | schwerter kampf
👑 crown king queen | krone könig
🕶️ dark_glasses cool | sonnenbrille
# signs
❤️ heart love red | herz liebe rot
🧡 orange_heart | herz orange
💛 yellow_heart | herz gelb
💚 green_heart | herz grün
💙 blue_heart | herz blau
💜 purple_heart | herz lila
🖤 black_heart | herz schwarz
🤍 white_heart | herz weiß
💔 broken_heart sad | herz gebrochen
💕 two_hearts love | herzen liebe
💯 hundred perfect score | hundert perfekt
✅ check done yes | haken fertig ja
❌ cross no wrong | kreuz nein falsch
❓ question | frage
❗ exclamation important | ausrufezeichen wichtig
⚠️ warning attention | warnung achtung
🚫 forbidden no stop | verboten stopp
🆗 ok | ok
🆒 cool_sign | cool
🆕 new | neu
🔴 red_circle live record | rot kreis aufnahme
🟢 green_circle online | grün kreis
🔵 blue_circle | blau kreis
💥 boom explosion | knall explosion
💫 dizzy stars | schwindel sterne
💤 zzz sleep | schlaf
💦 splash sweat | spritzer schweiß
➡️ right_arrow | pfeil rechts
⬅️ left_arrow | pfeil links
⬆️ up_arrow | pfeil hoch
⬇️ down_arrow | pfeil runter
🔁 repeat again | wiederholen
▶️ play_button start | start abspielen
⏸️ pause_button break | pause
🏳️‍🌈 pride_flag rainbow | regenbogen flagge
🇩🇪 germany flag de | deutschland flagge
🇪🇺 europe flag eu | europa flagge
`;

const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/ß/g, "ss").toLowerCase();

const read = () => {
  const found = [];
  let group = "";
  for (const line of LIST.trim().split("\n")) {
    const [mark, ...words] = line.split(" ");
    if (mark === "#") group = words[0];
    else {
      const all = words.filter((word) => word !== "|");
      found.push({ mark, group, name: all[0], words: all.map(plain) });
    }
  }
  return found;
};

export const EMOJI = read();

/** Those whose words begin with what is looked for, those with the best match first. */
export function findEmoji(text, most = Infinity) {
  const wanted = plain(text.trim()).split(/[\s_]+/).filter(Boolean);
  if (!wanted.length) return EMOJI.slice(0, most);
  const rank = ({ words }) =>
    wanted.reduce((sum, part) => {
      const at = words.findIndex((word) => word.split("_").some((piece) => piece.startsWith(part)));
      return at < 0 ? Infinity : sum + at + (words[at] === part ? 0 : 1);
    }, 0);
  return EMOJI.map((each) => [rank(each), each])
    .filter(([score]) => score < Infinity)
    .sort(([a], [b]) => a - b)
    .slice(0, most)
    .map(([, each]) => each);
}
