import { createRoute, useNavigate } from "@tanstack/react-router";
import { EventTypeDrawer } from "../features/event-types/EventTypeDrawer";
import { parseEventTypeFilters, parseRegister } from "../features/event-types/event-type-filters";
import { EventTypesPage } from "../features/event-types/EventTypesPage";
import { RegisterEventTypePage } from "../features/event-types/RegisterEventTypePage";
import { NewSubscriptionPage } from "../features/subscriptions/NewSubscriptionPage";
import { parseSubscriptionFilters, parseSubscriptionTab } from "../features/subscriptions/subscription-search";
import { SubscriptionPage } from "../features/subscriptions/SubscriptionPage";
import { SubscriptionsPage } from "../features/subscriptions/SubscriptionsPage";
import { inside } from "./root-routes";

const subscriptions = createRoute({
  getParentRoute: () => inside,
  path: "/subscriptions",
  validateSearch: parseSubscriptionFilters,
  component: function Subscriptions() {
    return <SubscriptionsPage filters={subscriptions.useSearch()} />;
  },
});

const newSubscription = createRoute({ getParentRoute: () => inside, path: "/subscriptions/new", component: NewSubscriptionPage });

const subscription = createRoute({
  getParentRoute: () => inside,
  path: "/subscriptions/$subscriptionId",
  validateSearch: parseSubscriptionTab,
  component: function Subscription() {
    const { subscriptionId } = subscription.useParams();
    return <SubscriptionPage key={subscriptionId} subscriptionId={subscriptionId} tab={subscription.useSearch().tab ?? "overview"} />;
  },
});

const eventTypes = createRoute({
  getParentRoute: () => inside,
  path: "/subscriptions/event-types",
  validateSearch: parseEventTypeFilters,
  component: function EventTypes() {
    return <EventTypesPage filters={eventTypes.useSearch()} />;
  },
});

const eventType = createRoute({
  getParentRoute: () => eventTypes,
  path: "/$typeName",
  component: function EventType() {
    const navigate = useNavigate();
    const search = eventTypes.useSearch();
    const close = () => void navigate({ to: "/subscriptions/event-types", search, resetScroll: false });
    const { typeName } = eventType.useParams();
    return <EventTypeDrawer key={typeName} typeName={typeName} onClose={close} />;
  },
});

const registerEventType = createRoute({
  getParentRoute: () => inside,
  path: "/subscriptions/register-event-type",
  validateSearch: parseRegister,
  component: function RegisterEventType() {
    return <RegisterEventTypePage from={registerEventType.useSearch().from} />;
  },
});

export const subscriptionRoutes = [
  subscriptions,
  newSubscription,
  subscription,
  eventTypes.addChildren([eventType]),
  registerEventType,
] as const;
