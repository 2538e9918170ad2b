import { ActionIcon, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Ticket } from '../../../../api/contract.ts';
import { useWords } from '../../../shared/words.tsx';
import { AssetSelect } from '../../assets/asset-select.tsx';
import { kindText, words as assetWords } from '../../assets/words.ts';
import styles from '../ticket.module.css';
import { useAction } from '../use-action.ts';
import { pageWords } from '../words.ts';

/** The assets that the ticket is about, to be added to and taken away. */
export function AssetsPart({ ticket }: { ticket: Ticket }) {
  const say = useWords(pageWords);
  const kinds = useWords(assetWords);
  const queries = useQueryClient();
  const { act, isBusy, fault } = useAction(ticket);
  const change = async (...about: Parameters<typeof act>) => {
    await act(...about);
    await Promise.all([['assets'], ['asset']].map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
  return (
    <>
      {ticket.assets.length === 0 && <Text size="xs" c="dimmed">{say.noAssets}</Text>}
      <ul className={styles['plainList']} aria-label={say.assets}>
        {ticket.assets.map(({ id, name, kind }) => (
          <li key={id} className={styles['assetLine']}>
            <span><Link href={`/inventory/${id}`}>{name}</Link> <span className={styles['quiet']}>{kindText(kinds, kind)}</span></span>
            <ActionIcon size={24} variant="subtle" color="gray" aria-label={say.removeAsset(name)} disabled={isBusy} onClick={() => void change(`assets/${id}`, { method: 'DELETE' })}>
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <AssetSelect
        key={ticket.assets.length} size="xs" mt={6} value={null} but={ticket.assets.map(({ id }) => id)} error={fault} disabled={isBusy}
        onPick={(asset) => { if (asset) void change('assets', { body: { asset: asset.id } }); }}
      />
    </>
  );
}
