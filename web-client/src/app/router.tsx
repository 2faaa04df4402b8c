import { createRoute, createRouter, useNavigate } from "@tanstack/react-router";
import { ChannelPage } from "../features/channels/ChannelPage";
import { ChannelsPage } from "../features/channels/ChannelsPage";
import { parseChannelFilters } from "../features/channels/channel-filters";
import { parseChannelTab } from "../features/channels/channel-tabs";
import { parseNewChannel } from "../features/channels/channel-types";
import { NewChannelPage } from "../features/channels/NewChannelPage";
import { parseContactFilters } from "../features/contacts/contact-filters";
import { ContactDrawer } from "../features/contacts/ContactDrawer";
import { ContactsPage } from "../features/contacts/ContactsPage";
import { EventDrawer } from "../features/events/EventDrawer";
import { parseEventFilters } from "../features/events/event-filters";
import { EventsPage } from "../features/events/EventsPage";
import { HomePage } from "../features/home/HomePage";
import { parseInboxSearch } from "../features/inbox/inbox-search";
import { InboxPage } from "../features/inbox/InboxPage";
import { DeliveryDrawer } from "../features/logs/DeliveryDrawer";
import { parseLogFilters } from "../features/logs/log-filters";
import { LogsPage } from "../features/logs/LogsPage";
import { RecoveriesPage } from "../features/recoveries/RecoveriesPage";
import { AcceptInvitationPage } from "../features/session/AcceptInvitationPage";
import { ForgotPasswordPage } from "../features/session/ForgotPasswordPage";
import { ResetPasswordPage } from "../features/session/ResetPasswordPage";
import { SignInPage } from "../features/session/SignInPage";
import { AccountPage } from "../features/settings/account/AccountPage";
import { parseAuditSearch } from "../features/settings/audit/audit-filters";
import { AuditPage } from "../features/settings/audit/AuditPage";
import { MembersPage } from "../features/settings/members/MembersPage";
import { OrganizationPage } from "../features/settings/OrganizationPage";
import { SessionsPage } from "../features/settings/sessions/SessionsPage";
import { SettingsPage } from "../features/settings/SettingsPage";
import { parseTokenSearch } from "../features/settings/tokens/token-search";
import { TokensPage } from "../features/settings/tokens/TokensPage";
import { parseUsageSearch } from "../features/settings/usage/usage-search";
import { UsagePage } from "../features/settings/usage/UsagePage";
import { parseTaskFilters } from "../features/tasks/task-filters";
import { TaskDrawer } from "../features/tasks/TaskDrawer";
import { TasksPage } from "../features/tasks/TasksPage";
import { inside, root } from "./root-routes";
import { subscriptionRoutes } from "./subscription-routes";

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function parseToken(search: Record<string, unknown>): { token?: string } {
  // A token of digits alone would be read as a number.
  return { token: typeof search.token === "number" ? String(search.token) : text(search.token) };
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { token?: string; next?: string } => ({
    ...parseToken(search),
    // Only a place in this dashboard, never another site.
    next: /^\/(?!\/)/.test(text(search.next) ?? "") ? text(search.next) : undefined,
  }),
  component: function SignIn() {
    return <SignInPage {...signIn.useSearch()} />;
  },
});

const acceptInvitation = createRoute({
  getParentRoute: () => root,
  path: "/accept-invitation",
  validateSearch: parseToken,
  component: function AcceptInvitation() {
    return <AcceptInvitationPage token={acceptInvitation.useSearch().token} />;
  },
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "/reset-password",
  validateSearch: parseToken,
  component: function ResetPassword() {
    return <ResetPasswordPage token={resetPassword.useSearch().token} />;
  },
});

const forgotPassword = createRoute({ getParentRoute: () => root, path: "/forgot-password", component: ForgotPasswordPage });

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

const contacts = createRoute({
  getParentRoute: () => inside,
  path: "/contacts",
  validateSearch: parseContactFilters,
  component: function Contacts() {
    return <ContactsPage filters={contacts.useSearch()} />;
  },
});

const contact = createRoute({
  getParentRoute: () => contacts,
  path: "/$contactId",
  component: function Contact() {
    const navigate = useNavigate();
    const search = contacts.useSearch();
    const close = () => void navigate({ to: "/contacts", search, resetScroll: false });
    const { contactId } = contact.useParams();
    return <ContactDrawer key={contactId} contactId={contactId} onClose={close} />;
  },
});

const channels = createRoute({
  getParentRoute: () => inside,
  path: "/channels",
  validateSearch: parseChannelFilters,
  component: function Channels() {
    return <ChannelsPage filters={channels.useSearch()} />;
  },
});

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

const events = createRoute({
  getParentRoute: () => inside,
  path: "/logs/events",
  validateSearch: parseEventFilters,
  component: function Events() {
    return <EventsPage filters={events.useSearch()} />;
  },
});

const event = createRoute({
  getParentRoute: () => events,
  path: "/$eventId",
  component: function Event() {
    const navigate = useNavigate();
    const search = events.useSearch();
    const close = () => void navigate({ to: "/logs/events", search, resetScroll: false });
    const { eventId } = event.useParams();
    return <EventDrawer key={eventId} eventId={eventId} onClose={close} />;
  },
});

const recoveries = createRoute({ getParentRoute: () => inside, path: "/logs/recoveries", component: RecoveriesPage });

const settings = createRoute({ getParentRoute: () => inside, path: "/settings", component: SettingsPage });
const account = createRoute({ getParentRoute: () => settings, path: "/", component: AccountPage });
const organization = createRoute({ getParentRoute: () => settings, path: "/organization", component: OrganizationPage });
const members = createRoute({ getParentRoute: () => settings, path: "/members", component: MembersPage });
const sessions = createRoute({ getParentRoute: () => settings, path: "/sessions", component: SessionsPage });

const tokens = createRoute({
  getParentRoute: () => settings,
  path: "/tokens",
  validateSearch: parseTokenSearch,
  component: function Tokens() {
    return <TokensPage search={tokens.useSearch()} />;
  },
});

const usage = createRoute({
  getParentRoute: () => settings,
  path: "/usage",
  validateSearch: parseUsageSearch,
  component: function Usage() {
    return <UsagePage search={usage.useSearch()} />;
  },
});

const audit = createRoute({
  getParentRoute: () => settings,
  path: "/audit",
  validateSearch: parseAuditSearch,
  component: function Audit() {
    return <AuditPage search={audit.useSearch()} />;
  },
});

const routeTree = root.addChildren([
  signIn,
  acceptInvitation,
  resetPassword,
  forgotPassword,
  inside.addChildren([
    home,
    inbox,
    conversation,
    tasks.addChildren([task]),
    contacts.addChildren([contact]),
    channels,
    newChannel,
    channel,
    ...subscriptionRoutes,
    logs.addChildren([delivery]),
    events.addChildren([event]),
    recoveries,
    settings.addChildren([account, organization, members, tokens, sessions, usage, audit]),
  ]),
]);

export const router = createRouter({ routeTree, basepath: "/app", scrollRestoration: true });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
