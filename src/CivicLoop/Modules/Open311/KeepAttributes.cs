using System.Text.Json;
using System.Text.RegularExpressions;
using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Open311;

/// <summary>A question as the operator's file writes it.</summary>
internal sealed record WrittenAttribute
{
    public string? ServiceCode { get; init; }

    public string? Code { get; init; }

    /// <summary>As Open311 spells it, for example <c>singlevaluelist</c>.</summary>
    public string? Datatype { get; init; }

    public bool Required { get; init; }

    public LocalText? Question { get; init; }

    public LocalText? Hint { get; init; }

    public IReadOnlyList<AttributeChoice> Choices { get; init; } = [];
}

/// <summary>Replaces the questions that classes ask by Open311 with those of a file.</summary>
internal sealed partial class KeepAttributes(
    CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>Most questions of a file: a handful for each class of the national catalogue.
    /// </summary>
    public const int AttributesMax = 1_000;

    /// <summary>Whose chain the changes are journaled on.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000311");

    /// <summary>Answers how many there are now. Errors name the entry: no such class, a code used
    /// twice or not usable, an unknown datatype, a list without choices, words missing.</summary>
    public async Task<Outcome<int>> ReplaceAsync(
        string json, string actor, CancellationToken stop = default)
    {
        if (!Read(json).Try(out var rows, out var problem))
        {
            return problem;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM open311_attributes");
                foreach (var row in rows)
                {
                    await session.InsertAsync(row);
                }

                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "open311.AttributesReplaced", new { rows }, now);
                return (Outcome<int>)rows.Count;
            },
            stop);
    }

    private Outcome<IReadOnlyList<Open311Attribute>> Read(string json)
    {
        List<WrittenAttribute>? written;
        try
        {
            written = JsonSerializer.Deserialize<List<WrittenAttribute>>(json, CaseJournal.Json);
        }
        catch (JsonException error)
        {
            return new Problem(ProblemCode.FieldInvalid, "file", error.Message);
        }

        if (written is null || written.Count > AttributesMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, "file", AttributesMax);
        }

        var rows = new List<Open311Attribute>();
        foreach (var one in written)
        {
            if (!Row(one, rows.Count + 1).Try(out var row, out var problem))
            {
                return problem;
            }

            if (rows.Any(other => other.ClassCode == row.ClassCode && other.Code == row.Code))
            {
                return new Problem(ProblemCode.AlreadyExists, "code", row.Code);
            }

            rows.Add(row);
        }

        return rows;
    }

    private Outcome<Open311Attribute> Row(WrittenAttribute one, int n)
    {
        if (city.Current.Catalogue.Find(one.ServiceCode) is not { } @class)
        {
            return new Problem(
                ProblemCode.UnknownClass, $"[{n}].serviceCode", one.ServiceCode ?? "");
        }

        if (one.Code is not { } code || !UsableCode().IsMatch(code)
            || code == ServiceDefinitions.ConditionCode)
        {
            return new Problem(ProblemCode.FieldInvalid, $"[{n}].code", one.Code ?? "");
        }

        if (!Enum.TryParse<AttributeKind>(one.Datatype, ignoreCase: true, out var kind)
            || !Enum.IsDefined(kind))
        {
            return new Problem(ProblemCode.UnknownValue, $"[{n}].datatype", one.Datatype ?? "");
        }

        var isList = kind is AttributeKind.SingleValueList or AttributeKind.MultiValueList;
        if (isList != one.Choices.Count > 0
            || one.Choices.DistinctBy(choice => choice.Key).Count() != one.Choices.Count)
        {
            return new Problem(ProblemCode.FieldInvalid, $"[{n}].choices", one.Choices.Count);
        }

        if (one.Question is null || one.Hint is null)
        {
            return new Problem(
                ProblemCode.FieldRequired,
                one.Question is null ? $"[{n}].question" : $"[{n}].hint");
        }

        return new Open311Attribute
        {
            ClassCode = @class.Code,
            Code = code,
            N = n,
            Datatype = kind,
            IsRequired = one.Required,
            QuestionZh = one.Question.Zh,
            QuestionEn = one.Question.En,
            HintZh = one.Hint.Zh,
            HintEn = one.Hint.En,
            Choices = JsonSerializer.Serialize(one.Choices, CaseJournal.Json),
        };
    }

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,60}$")]
    private static partial Regex UsableCode();
}
