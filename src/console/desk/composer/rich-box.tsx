import { RichTextEditor } from '@mantine/tiptap';
import '@mantine/tiptap/styles.css';
import { useEditor, type Editor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useRef } from 'react';
import { styleNonce } from '../../shared/theme.tsx';
import { useWords } from '../../shared/words.tsx';
import styles from './composer.module.css';
import { blanksIn } from './placeholders.ts';
import { triggerBefore, type BoxProps } from './text-editing.ts';
import { words } from './words.ts';

/** Where a mail is written with its layout; loaded only when it is needed. */
export default function RichBox(parts: BoxProps) {
  const say = useWords(words);
  const { text, html, label, placeholder, isDisabled, suggestions, focusWish, onReady } = parts;
  const calls = useRef(parts);
  useEffect(() => {
    calls.current = parts;
  });
  /** What the editor itself told last, so that only what comes from outside is put into it. */
  const told = useRef(html ?? text);
  const look = (editor: Editor) => {
    const { selection } = editor.state;
    const { $from } = selection;
    const before = $from.parent.textBetween(0, $from.parentOffset, '\n', '\ufffc');
    calls.current.onTrigger(selection.empty ? triggerBefore(before, calls.current.marks) : null);
  };
  const editor = useEditor({
    extensions: [StarterKit.configure({ heading: false, codeBlock: false, horizontalRule: false, link: { openOnClick: false, autolink: true } })],
    content: html ?? htmlOf(text), injectNonce: styleNonce(), editable: !isDisabled,
    editorProps: {
      attributes: {
        role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, class: styles['rich'] ?? '',
        ...(suggestions && { 'aria-controls': suggestions.list, 'aria-activedescendant': suggestions.active }),
      },
    },
    onUpdate: ({ editor: is }) => {
      const written = { text: textOf(is), html: is.isEmpty ? null : is.getHTML() };
      told.current = written.html ?? written.text;
      calls.current.onChange(written);
      look(is);
    },
    onSelectionUpdate: ({ editor: is }) => look(is),
    onBlur: () => calls.current.onTrigger(null),
  });

  useEffect(() => {
    if ((html ?? text) === told.current) return;
    told.current = html ?? text;
    editor.commands.setContent(html ?? htmlOf(text), { emitUpdate: false });
  }, [editor, html, text]);
  useEffect(() => {
    editor.setEditable(!isDisabled, false);
  }, [editor, isDisabled]);
  useEffect(() => {
    if (focusWish === 0) return;
    // Its place on the page is made after this.
    const soon = setTimeout(() => editor.commands.focus('end'));
    return () => clearTimeout(soon);
  }, [editor, focusWish]);
  useEffect(() => {
    onReady({
      focus: () => editor.commands.focus(),
      insert: (added, instead) => {
        const { from, to } = editor.state.selection;
        const start = Math.max(0, from - instead);
        editor.chain().focus().insertContentAt({ from: start, to }, contentOf(added)).run();
        selectFirstBlank(editor, added, start);
        calls.current.onTrigger(null);
      },
    });
    return () => onReady(null);
  }, [editor, onReady]);

  const { layout } = say;
  return (
    <RichTextEditor
      editor={editor}
      labels={{
        boldControlLabel: layout.bold, italicControlLabel: layout.italic, bulletListControlLabel: layout.bullets, orderedListControlLabel: layout.numbers,
        blockquoteControlLabel: layout.quote, linkControlLabel: layout.link, unlinkControlLabel: layout.unlink, clearFormattingControlLabel: layout.clear,
        linkEditorInputLabel: layout.linkAddress, linkEditorSave: layout.linkSave, linkEditorExternalLink: layout.linkOpen,
      }}
    >
      <RichTextEditor.Toolbar>
        <RichTextEditor.ControlsGroup><RichTextEditor.Bold /><RichTextEditor.Italic /><RichTextEditor.ClearFormatting /></RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup><RichTextEditor.BulletList /><RichTextEditor.OrderedList /><RichTextEditor.Blockquote /></RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup><RichTextEditor.Link /><RichTextEditor.Unlink /></RichTextEditor.ControlsGroup>
      </RichTextEditor.Toolbar>
      <RichTextEditor.Content aria-description={placeholder} />
    </RichTextEditor>
  );
}

/** What people without HTML read: paragraphs apart, points of lists with a dash. */
function textOf(editor: Editor): string {
  return editor.isEmpty ? '' : editor.getText({ blockSeparator: '\n\n', textSerializers: { listItem: ({ node }) => `- ${node.textContent}` } });
}

function linesOf(text: string): string[] {
  return text.split(/\n{2,}/);
}

function htmlOf(text: string): string {
  const escaped = (line: string) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return text === '' ? '' : linesOf(text).map((line) => `<p>${escaped(line).replaceAll('\n', '<br>')}</p>`).join('');
}

/** Words as the editor's own document, in which nothing counts as HTML. */
function contentOf(text: string) {
  const inline = (line: string) => line.split('\n').flatMap((part, at) => [
    ...(at > 0 ? [{ type: 'hardBreak' }] : []), ...(part === '' ? [] : [{ type: 'text', text: part }]),
  ]);
  const paragraphs = linesOf(text);
  return paragraphs.length === 1 ? inline(text) : paragraphs.map((line) => ({ type: 'paragraph', content: inline(line) }));
}

function selectFirstBlank(editor: Editor, added: string, from: number): void {
  const first = blanksIn(added)[0];
  if (first === undefined) return;
  const places: number[] = [];
  editor.state.doc.descendants((node, at) => {
    const place = node.isText ? (node.text ?? '').indexOf(first) : -1;
    if (place >= 0 && at + place >= from - 1) places.push(at + place);
  });
  const [place] = places;
  if (place !== undefined) editor.chain().focus().setTextSelection({ from: place, to: place + first.length }).run();
}
