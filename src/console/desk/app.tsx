import { Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { LiveProvider } from './live/use-live.tsx';
import { SessionProvider } from './session.tsx';
import { Shell } from './shell/shell.tsx';
import { SignIn } from './sign-in/sign-in.tsx';

const TicketsPage = lazy(() => import('./lists/tickets-page.tsx'));
const TicketPage = lazy(() => import('./ticket/ticket-page.tsx'));
const CustomerPage = lazy(() => import('./customers/customer-page.tsx'));
const CustomersPage = lazy(() => import('./customers/customers-page.tsx'));
const LeadPage = lazy(() => import('./lead/lead-page.tsx'));
const AdminPage = lazy(() => import('./admin/admin-page.tsx'));

/** The agents' console: who is signed in, the frame around everything, and a page an address. */
export function App() {
  return (
    <SessionProvider outside={(signedIn) => <SignIn onSignedIn={signedIn} />}>
      <LiveProvider>
        <Shell>
          <Suspense fallback={<Loader />}>
            <Switch>
              <Route path="/"><Redirect to="/work" replace /></Route>
              <Route path="/work"><TicketsPage list="work" /></Route>
              <Route path="/queue"><TicketsPage list="queue" /></Route>
              <Route path="/tickets"><TicketsPage list="all" /></Route>
              <Route path="/tickets/:number">{({ number }) => <TicketPage key={number} number={number} />}</Route>
              <Route path="/customers"><CustomersPage /></Route>
              <Route path="/customers/:id">{({ id }) => <CustomerPage key={id} id={id} />}</Route>
              <Route path="/lead" nest><LeadPage /></Route>
              <Route path="/admin" nest><AdminPage /></Route>
              <Route><Redirect to="/work" replace /></Route>
            </Switch>
          </Suspense>
        </Shell>
      </LiveProvider>
    </SessionProvider>
  );
}
