// Writes the tables behind the search by pinyin initials: `npm ci && npm run build` in this folder.
// Every reading comes from pinyin-pro (MIT), apart from the surnames listed in `corrected`.
import { writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';

const folder = new URL('../../src/Training.Domain/People/Definitions/', import.meta.url);
const ranges = [
  [0x3007, 0x3007], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xf900, 0xfaff],
  [0x20000, 0x2a6df], [0x2a700, 0x2ebef], [0x2ebf0, 0x2ee5d], [0x30000, 0x323af],
];

const initialsOf = (text, surname) =>
  pinyin(text, { type: 'array', pattern: 'first', toneType: 'none', ...(surname ? { surname: 'all' } : {}) })
    .map((reading, i) => (reading === [...text][i] ? '' : reading)).join('');

const byInitial = new Map();
const surnames = new Map();
for (const [from, until] of ranges) {
  for (let code = from; code <= until; code++) {
    const character = String.fromCodePoint(code);
    const initial = initialsOf(character, false);
    if (!/^[a-z]$/.test(initial)) continue;
    byInitial.set(initial, (byInitial.get(initial) ?? '') + character);
    const asSurname = initialsOf(character, true);
    if (/^[a-z]$/.test(asSurname) && asSurname !== initial) surnames.set(character, asSurname);
  }
}

// Compound surnames whose characters read otherwise alone.
const compound = ['尉迟', '万俟', '长孙', '澹台', '单于', '乐正', '宰父', '颛孙', '亓官', '令狐', '鲜于', '闾丘', '拓跋', '夏侯', '濮阳', '呼延', '赫连'];
const corrected = {
  单: 's', 曾: 'z', 仇: 'q', 解: 'x', 朴: 'p', 查: 'z', 盖: 'g', 员: 'y', 区: 'o', 黑: 'h', 乐: 'y', 缪: 'm', 召: 's', 折: 's', 祭: 'z',
  覃: 'q', 翟: 'z', 逄: 'p', 隗: 'w', 郗: 'x', 谌: 'c', 牟: 'm', 洗: 'x', 冼: 'x', 秘: 'b', 不: 'f', 句: 'g', 都: 'd', 种: 'c', 卜: 'b',
  尉迟: 'yc', 万俟: 'mq', 长孙: 'zs', 澹台: 'tt', 单于: 'cy', 乐正: 'yz', 宰父: 'zf',
};
for (const name of compound) surnames.set(name, initialsOf(name, true));
for (const [name, initials] of Object.entries(corrected)) surnames.set(name, initials);
for (const [name, initials] of surnames) {
  if (initials === [...name].map((character) => initialsOf(character, false)).join('')) surnames.delete(name);
}

const sorted = (map) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(new URL('../../Shared/Definitions/initials.csv', folder), `initial,characters\n${sorted(byInitial).map((row) => row.join(',')).join('\n')}\n`);
writeFileSync(new URL('surname-initials.csv', folder), `surname,initials\n${sorted(surnames).map((row) => row.join(',')).join('\n')}\n`);

// Whole readings without tones, for names that sound alike.
const bySyllable = new Map();
for (const [from, until] of ranges) {
  for (let code = from; code <= until; code++) {
    const character = String.fromCodePoint(code);
    const syllable = pinyin(character, { type: 'array', toneType: 'none' })[0];
    if (!/^[a-zü]+$/.test(syllable ?? '')) continue;
    const plain = syllable.replace('ü', 'v');
    bySyllable.set(plain, (bySyllable.get(plain) ?? '') + character);
  }
}
writeFileSync(new URL('syllables.csv', folder), `syllable,characters\n${sorted(bySyllable).map((row) => row.join(',')).join('\n')}\n`);
