import { randomInt } from 'node:crypto';

const adjectives =
  'able bold brisk calm clever crisp eager fair fleet fresh gentle grand honest keen lively lucid mellow merry neat nimble patient placid proud quick quiet rapid serene sleek smart solid spry steady sturdy sunny swift tidy trim vivid warm wise'.split(
    ' ',
  );
const nouns =
  'alder ash aspen badger beech birch bison brook cedar cliff crane creek dune eagle elk elm falcon fern finch fjord fox glade grove hare hawk heron hill ibex iris jay kite lake lark linden lynx maple marten meadow moose oak otter owl pine quail raven reed ridge robin rowan sage seal shore sparrow spruce stork swan thrush tern vale vole willow wren yew'.split(
    ' ',
  );

/** A name for what its maker gave none: `keen-heron-417`. */
export function randomName(): string {
  return `${pick(adjectives)}-${pick(nouns)}-${randomInt(1000)}`;
}

function pick(words: string[]): string {
  return words[randomInt(words.length)] as string;
}
