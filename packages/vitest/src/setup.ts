/** The set-up file for projects that list it themselves; the plugin brings its own. */
import { installSetup } from "./install-setup.ts";

installSetup();
