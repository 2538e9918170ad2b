import { mount } from '../shared/mount.tsx';
import { Page } from './try-page.tsx';

mount(<Page />);
