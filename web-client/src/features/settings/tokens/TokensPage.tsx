import { Button, Switch } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { pagesOptionsFor } from "../../../api/queries";
import { Badge } from "../../../components/Badge";
import { EmptyState } from "../../../components/Feedback";
import { List, listClasses, type Column } from "../../../components/List";
import { Section } from "../../../components/Section";
import { useNow } from "../../../components/time/clock";
import { Time } from "../../../components/time/Time";
import type { ApiToken, Me } from "../../../wire";
import { useMe } from "../../session/use-me";
import { isAdmin } from "../roles";
import { CreateToken } from "./CreateToken";
import { RevokeToken } from "./RevokeToken";
import { scopeList } from "./scopes";
import type { TokenSearch } from "./token-search";
import { tokenLooks, tokenState } from "./token-state";

export function TokensPage({ search }: { search: TokenSearch }) {
  const me = useMe();
  const navigate = useNavigate();
  const [creating, create] = useDisclosure(false);
  const query = useInfiniteQuery(pagesOptionsFor("apiTokens.list", { includeRevoked: search.all }));
  const admin = isAdmin(me.user.role);
  return (
    <Section
      title="API tokens"
      purpose={`Keys for scripts. A token acts in its member's name, as far as its scopes go.${admin ? " You see everybody's." : ""}`}
      action={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={create.open}>
          Create token
        </Button>
      }
    >
      <Switch
        label="Show revoked and expired"
        checked={search.all === true}
        mb="xs"
        onChange={(event) =>
          void navigate({ to: "/settings/tokens", search: { all: event.currentTarget.checked ? true : undefined }, replace: true, resetScroll: false })
        }
      />
      <List
        key={String(search.all)}
        label="API tokens"
        query={query}
        columns={columns(me.user, admin)}
        empty={
          <EmptyState action={<Button variant="default" onClick={create.open}>Create token</Button>}>
            {search.all === true ? "There has been no API token yet." : "There is no API token. A script needs one to call Patchbay."}
          </EmptyState>
        }
      />
      <CreateToken opened={creating} onClose={create.close} />
    </Section>
  );
}

function columns(me: Me["user"], admin: boolean): Column<ApiToken>[] {
  const owner: Column<ApiToken> = {
    title: "Member",
    width: "140px",
    cell: (token) => (
      <span className="truncate" title={token.userName}>
        {token.userId === me.id ? "You" : token.userName}
      </span>
    ),
  };
  return [
    {
      title: "Token",
      cell: (token) => (
        <>
          <b className="truncate" title={token.name}>
            {token.name}
          </b>
          <span className={listClasses.sub}>
            {token.hint !== "" && <span className="mono">{token.hint}… </span>}
            {scopeList(token.scopes)}
          </span>
        </>
      ),
    },
    ...(admin ? [owner] : []),
    { title: "Status", width: "100px", hideOnPhone: true, cell: (token) => <State token={token} /> },
    { title: "Last used", width: "130px", cell: (token) => <Used at={token.lastUsedAt} /> },
    { title: "Ends", width: "140px", cell: (token) => <Ends token={token} /> },
    {
      title: "Actions",
      width: "90px",
      align: "end",
      cell: (token) => token.revokedAt === null && <RevokeToken token={token} />,
    },
  ];
}

function State({ token }: { token: ApiToken }) {
  return <Badge look={tokenLooks[tokenState(token, useNow())]} />;
}

function Used({ at }: { at: string | null }) {
  if (at === null) return <span className="quiet">never used</span>;
  return (
    <span className="quiet">
      used <Time value={at} />
    </span>
  );
}

const ending = { active: "ends", expired: "expired", revoked: "revoked" };

/** With the word for how it stands, since a phone has no room for the badge. */
function Ends({ token }: { token: ApiToken }) {
  const state = tokenState(token, useNow());
  const at = token.revokedAt ?? token.expiresAt;
  if (at === null) return <span className="quiet">never ends</span>;
  return (
    <span className="quiet">
      {ending[state]} <Time value={at} />
    </span>
  );
}
