-- Keeps a copy of every row beside the tables, and puts back what differs from it.

CREATE SCHEMA kept;
CREATE SCHEMA keeping;

DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', name);
    END LOOP;
END $$;

CREATE VIEW keeping.sequence_now AS
SELECT
    format('%I.%I', schemaname, sequencename) AS name,
    coalesce(last_value, start_value) AS value,
    last_value IS NOT NULL AS was_used
FROM pg_sequences;

CREATE TABLE keeping.sequence AS TABLE keeping.sequence_now;

CREATE FUNCTION keeping.put_back() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    name text;
    differs boolean;
BEGIN
    IF EXISTS (SELECT FROM keeping.changed_schema) THEN
        RETURN false;
    END IF;
    -- Neither the triggers that keep history nor foreign keys stand in the way.
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'kept' LOOP
        EXECUTE format(
            'SELECT (SELECT array_agg(t::text ORDER BY t::text) FROM public.%1$I t)'
            ' IS DISTINCT FROM (SELECT array_agg(t::text ORDER BY t::text) FROM kept.%1$I t)',
            name
        ) INTO differs;
        IF differs THEN
            EXECUTE format('DELETE FROM public.%1$I', name);
            EXECUTE format('INSERT INTO public.%1$I TABLE kept.%1$I', name);
        END IF;
    END LOOP;
    PERFORM setval(kept.name::regclass, kept.value, kept.was_used)
    FROM keeping.sequence AS kept JOIN keeping.sequence_now USING (name)
    WHERE kept IS DISTINCT FROM sequence_now;
    RETURN true;
END $$;

-- From here on every change of the schema is noted: it is more than rows to put back.
CREATE TABLE keeping.changed_schema (command text);

CREATE FUNCTION keeping.note() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO keeping.changed_schema VALUES (tg_tag);
END $$;

CREATE EVENT TRIGGER changed_schema ON ddl_command_end EXECUTE FUNCTION keeping.note();
