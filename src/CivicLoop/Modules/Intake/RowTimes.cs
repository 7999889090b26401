using System.Globalization;
using CivicLoop.Domain.Intake;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Modules.Intake;

/// <summary>The instants of a row.</summary>
internal sealed record RowTimes(
    DateTimeOffset Opened,
    DateTimeOffset Accepted,
    DateTimeOffset Dispatched,
    DateTimeOffset? Due,
    DateTimeOffset? Closed,
    bool IsAmbiguous)
{
    /// <summary>Errors: a date that cannot be read, a local time that clocks skipped, closed before
    /// opened; each names its field.</summary>
    public static Outcome<RowTimes> Read(ImportRow row, ImportMapping mapping, TimeZoneInfo zone)
    {
        if (row.Opened is null)
        {
            return new Problem(ProblemCode.FieldRequired, "opened");
        }

        var reader = new Reader(mapping, zone);
        var opened = reader.Read("opened", row.Opened);
        var accepted = reader.Read("accepted", row.Accepted);
        var dispatched = reader.Read("dispatched", row.Dispatched);
        var due = reader.Read("due", row.Due);
        var closed = reader.Read("closed", row.Closed);
        if (reader.Fault is { } fault)
        {
            return fault;
        }

        var at = opened!.Value.At;
        var openedAt = accepted?.NotBefore(at) ?? at;
        var times = new RowTimes(
            at, openedAt, dispatched?.NotBefore(openedAt) ?? openedAt, due?.At,
            closed?.NotBefore(at), reader.AnyAmbiguous);
        return times.Closed < at ? new Problem(ProblemCode.DateOrder, "closed", row.Closed!)
            : times.Accepted < at ? new Problem(ProblemCode.DateOrder, "accepted", row.Accepted!)
            : times.Dispatched < times.Accepted || times.Closed < times.Dispatched
                ? new Problem(ProblemCode.DateOrder, "dispatched", row.Dispatched ?? "")
            : times;
    }

    private sealed class Reader(ImportMapping mapping, TimeZoneInfo zone)
    {
        public Problem? Fault { get; private set; }

        public bool AnyAmbiguous { get; private set; }

        public LocalInstant? Read(string field, string? text)
        {
            if (text is null || Fault is not null)
            {
                return null;
            }

            if (mapping.DateZone == DateZone.Written)
            {
                return Written(field, text);
            }

            if (!DateTime.TryParseExact(
                text, mapping.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var local))
            {
                Fault = new Problem(ProblemCode.FieldInvalid, field, text);
                return null;
            }

            if (!LocalInstant.Read(local, zone).Try(out var instant, out var problem))
            {
                Fault = problem with { Field = field };
                return null;
            }

            AnyAmbiguous |= instant.Other is not null;
            return instant;
        }

        private LocalInstant? Written(string field, string text)
        {
            // A date without zone would silently take the machine's own.
            if (!text.EndsWith('Z') && text.LastIndexOfAny(['+', '-']) < "yyyy-MM-dd".Length)
            {
                Fault = new Problem(ProblemCode.DateWithoutZone, field, text);
                return null;
            }

            if (DateTimeOffset.TryParseExact(
                text, mapping.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var at))
            {
                return new LocalInstant(at.ToUniversalTime(), null);
            }

            Fault = new Problem(ProblemCode.FieldInvalid, field, text);
            return null;
        }
    }
}
