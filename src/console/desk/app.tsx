import { Loader } from '@mantine/core';
import { Suspense, useEffect } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { fetchAhead, lazyPage } from '../shared/lazy-page.ts';
import { PageGuard } from '../shared/page-guard.tsx';
import { LiveProvider } from './live/use-live.tsx';
import { SessionProvider } from './session.tsx';
import { Shell } from './shell/shell.tsx';
import { SignIn } from './sign-in/sign-in.tsx';

const pages = {
  tickets: () => import('./lists/tickets-page.tsx'),
  ticket: () => import('./ticket/ticket-page.tsx'),
  customer: () => import('./customers/customer-page.tsx'),
  customers: () => import('./customers/customers-page.tsx'),
  assets: () => import('./assets/assets-page.tsx'),
  asset: () => import('./assets/asset-page.tsx'),
  lead: () => import('./lead/lead-page.tsx'),
  admin: () => import('./admin/admin-page.tsx'),
};
const TicketsPage = lazyPage(pages.tickets);
const TicketPage = lazyPage(pages.ticket);
const CustomerPage = lazyPage(pages.customer);
const CustomersPage = lazyPage(pages.customers);
const AssetsPage = lazyPage(pages.assets);
const AssetPage = lazyPage(pages.asset);
const LeadPage = lazyPage(pages.lead);
const AdminPage = lazyPage(pages.admin);

/** The agents' console: who is signed in, the frame around everything, and a page an address. */
export function App() {
  return (
    <SessionProvider outside={(signedIn) => <SignIn onSignedIn={signedIn} />}>
      <LiveProvider>
        <Shell>
          <Pages />
        </Shell>
      </LiveProvider>
    </SessionProvider>
  );
}

function Pages() {
  const [place] = useLocation();
  useEffect(() => fetchAhead(Object.values(pages)), []);
  return (
    <PageGuard place={place}>
      <Suspense fallback={<Loader />}>
        <Switch>
          <Route path="/"><Redirect to="/work" replace /></Route>
          <Route path="/work"><TicketsPage list="work" /></Route>
          <Route path="/queue"><TicketsPage list="queue" /></Route>
          <Route path="/tickets"><TicketsPage list="all" /></Route>
          <Route path="/tickets/:number">{({ number }) => <TicketPage key={number} number={number} />}</Route>
          <Route path="/customers"><CustomersPage /></Route>
          <Route path="/customers/:id">{({ id }) => <CustomerPage key={id} id={id} />}</Route>
          <Route path="/inventory"><AssetsPage /></Route>
          <Route path="/inventory/:id">{({ id }) => <AssetPage key={id} id={id} />}</Route>
          <Route path="/lead" nest><LeadPage /></Route>
          <Route path="/admin" nest><AdminPage /></Route>
          <Route><Redirect to="/work" replace /></Route>
        </Switch>
      </Suspense>
    </PageGuard>
  );
}
