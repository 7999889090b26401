using System.Globalization;
using System.Text.Json;
using CivicLoop.Domain.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Open311;

/// <summary>A question in the reader's language.</summary>
internal sealed record ServiceQuestion(
    string Code, AttributeKind Kind, bool IsRequired, string Question, string Hint,
    IReadOnlyList<KeyValuePair<string, string>> Choices);

/// <summary>What services there are and what each asks: the active classes that are not private. A
/// class with several conditions asks which of them holds.</summary>
internal sealed class ServiceDefinitions(CityDatabase database, CityHolder city)
{
    public const string ConditionCode = "condition";

    /// <summary>By code, so that the order is the same at every reading.</summary>
    public IEnumerable<CaseClass> Services => city.Current.Catalogue.All
        .Where(one => one is { IsActive: true, IsPrivate: false })
        .OrderBy(one => one.Code, StringComparer.Ordinal);

    public CaseClass? Find(string code) =>
        city.Current.Catalogue.Find(code) is { IsActive: true, IsPrivate: false } found
            ? found
            : null;

    /// <summary>Codes of the classes that ask something.</summary>
    public async Task<IReadOnlySet<string>> AskingAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var asking = (await context.Set<Open311Attribute>().Select(row => row.ClassCode)
            .Distinct().ToListAsync(stop)).ToHashSet();
        asking.UnionWith(Services.Select(one => one.Code).Where(AsksCondition));
        return asking;
    }

    public async Task<IReadOnlyList<ServiceQuestion>> QuestionsAsync(string code, Open311Ask ask)
    {
        var questions = new List<ServiceQuestion>();
        if (AsksCondition(code))
        {
            questions.Add(new ServiceQuestion(
                ConditionCode, AttributeKind.SingleValueList, IsRequired: false,
                ask.Words["Condition"], ask.Words["ConditionHint"],
                [.. city.Current.Catalogue.ConditionsOf(code).Select(one => KeyValuePair.Create(
                    one.N.ToString(CultureInfo.InvariantCulture), ask.Texts.Of(one.Opening)))]));
        }

        await using var context = database.OpenContext();
        var rows = await context.Set<Open311Attribute>().Where(row => row.ClassCode == code)
            .OrderBy(row => row.N).ToListAsync(ask.Stop);
        questions.AddRange(rows.Select(row => new ServiceQuestion(
            row.Code, row.Datatype, row.IsRequired, ask.Texts.Of(row.Question),
            ask.Texts.Of(row.Hint),
            [.. JsonSerializer.Deserialize<List<AttributeChoice>>(row.Choices, CaseJournal.Json)!
                .Select(choice => KeyValuePair.Create(
                    choice.Key, ask.Texts.Of(choice.Name)))])));
        return questions;
    }

    private bool AsksCondition(string code) =>
        city.Current.Catalogue.ConditionsOf(code).Skip(1).Any();
}
