import { createRootRoute, createRoute, createRouter, Outlet, useNavigate } from "@tanstack/react-router";
import { ChannelPage } from "../features/channels/ChannelPage";
import { ChannelsPage } from "../features/channels/ChannelsPage";
import { parseChannelTab } from "../features/channels/channel-tabs";
import { parseNewChannel } from "../features/channels/channel-types";
import { NewChannelPage } from "../features/channels/NewChannelPage";
import { HomePage } from "../features/home/HomePage";
import { parseInboxSearch } from "../features/inbox/inbox-search";
import { InboxPage } from "../features/inbox/InboxPage";
import { DeliveryDrawer } from "../features/logs/DeliveryDrawer";
import { parseLogFilters } from "../features/logs/log-filters";
import { LogsPage } from "../features/logs/LogsPage";
import { SessionGate } from "../features/session/SessionGate";
import { SignInPage } from "../features/session/SignInPage";
import { SettingsPage } from "../features/settings/SettingsPage";
import { parseTaskFilters } from "../features/tasks/task-filters";
import { TaskDrawer } from "../features/tasks/TaskDrawer";
import { TasksPage } from "../features/tasks/TasksPage";
import { CrashPage, NotFoundPage } from "./FallbackPages";
import { Shell } from "./shell/Shell";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage, errorComponent: CrashPage });

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { token?: string; next?: string } => ({
    // A token of digits alone would be read as a number.
    token: typeof search.token === "number" ? String(search.token) : text(search.token),
    // Only a place in this dashboard, never another site.
    next: /^\/(?!\/)/.test(text(search.next) ?? "") ? text(search.next) : undefined,
  }),
  component: function SignIn() {
    return <SignInPage {...signIn.useSearch()} />;
  },
});

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: () => (
    <SessionGate>
      <Shell />
    </SessionGate>
  ),
});

const home = createRoute({ getParentRoute: () => inside, path: "/", component: HomePage });

const inbox = createRoute({
  getParentRoute: () => inside,
  path: "/inbox",
  validateSearch: parseInboxSearch,
  component: function Inbox() {
    return <InboxPage search={inbox.useSearch()} conversationId={undefined} />;
  },
});

const conversation = createRoute({
  getParentRoute: () => inside,
  path: "/inbox/$conversationId",
  validateSearch: parseInboxSearch,
  component: function Conversation() {
    return <InboxPage search={conversation.useSearch()} conversationId={conversation.useParams().conversationId} />;
  },
});

const tasks = createRoute({
  getParentRoute: () => inside,
  path: "/tasks",
  validateSearch: parseTaskFilters,
  component: function Tasks() {
    return <TasksPage filters={tasks.useSearch()} />;
  },
});

const task = createRoute({
  getParentRoute: () => tasks,
  path: "/$taskId",
  component: function Task() {
    const navigate = useNavigate();
    const search = tasks.useSearch();
    const close = () => void navigate({ to: "/tasks", search, resetScroll: false });
    return <TaskDrawer taskId={task.useParams().taskId} onClose={close} />;
  },
});

const channels = createRoute({ getParentRoute: () => inside, path: "/channels", component: ChannelsPage });

const newChannel = createRoute({
  getParentRoute: () => inside,
  path: "/channels/new",
  validateSearch: parseNewChannel,
  component: function NewChannel() {
    return <NewChannelPage type={newChannel.useSearch().type} />;
  },
});

const channel = createRoute({
  getParentRoute: () => inside,
  path: "/channels/$channelId",
  validateSearch: parseChannelTab,
  component: function Channel() {
    return <ChannelPage channelId={channel.useParams().channelId} tab={channel.useSearch().tab ?? "overview"} />;
  },
});

const logs = createRoute({
  getParentRoute: () => inside,
  path: "/logs",
  validateSearch: parseLogFilters,
  component: function Logs() {
    return <LogsPage filters={logs.useSearch()} />;
  },
});

const delivery = createRoute({
  getParentRoute: () => logs,
  path: "/$deliveryId",
  component: function Delivery() {
    const navigate = useNavigate();
    const search = logs.useSearch();
    const close = () => void navigate({ to: "/logs", search, resetScroll: false });
    return <DeliveryDrawer deliveryId={delivery.useParams().deliveryId} onClose={close} />;
  },
});

const settings = createRoute({ getParentRoute: () => inside, path: "/settings", component: SettingsPage });

const routeTree = root.addChildren([
  signIn,
  inside.addChildren([
    home,
    inbox,
    conversation,
    tasks.addChildren([task]),
    channels,
    newChannel,
    channel,
    logs.addChildren([delivery]),
    settings,
  ]),
]);

export const router = createRouter({ routeTree, basepath: "/app", scrollRestoration: true });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
