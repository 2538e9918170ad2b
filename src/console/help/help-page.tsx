import { Route, Router, Switch } from 'wouter';
import { EnterPage } from './enter-page.tsx';
import { HomePage } from './home-page.tsx';
import { MinePage } from './mine-page.tsx';
import { NotFound } from './parts/heading.tsx';
import { RequestPage } from './request-page.tsx';
import { SentPage } from './sent-page.tsx';
import { Shell } from './shell.tsx';
import { StatusPage } from './status-page.tsx';

/** The portal: what the desk offers, a form for each of it, and one's own requests. Nobody signs in with a password. */
export function Page() {
  return (
    <Router base="/help">
      <Shell>
        <Switch>
          <Route path="/"><HomePage /></Route>
          <Route path="/ask"><RequestPage entryKey={null} /></Route>
          <Route path="/ask/:entry">{({ entry }) => <RequestPage key={entry} entryKey={entry} />}</Route>
          <Route path="/sent/:number/:token">{({ number, token }) => <SentPage number={number} token={token} />}</Route>
          <Route path="/mine"><MinePage /></Route>
          <Route path="/enter/:token">{({ token }) => <EnterPage key={token} token={token} />}</Route>
          <Route path="/requests/:token">{({ token }) => <StatusPage key={token} token={token} />}</Route>
          <Route><NotFound /></Route>
        </Switch>
      </Shell>
    </Router>
  );
}
