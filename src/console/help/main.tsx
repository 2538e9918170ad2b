import { mount } from '../shared/mount.tsx';
import { Page } from './help-page.tsx';

mount(<Page />);
