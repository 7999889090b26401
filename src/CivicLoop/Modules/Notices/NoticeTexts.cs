using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using CivicLoop.Domain.Cases;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Notices;

namespace CivicLoop.Modules.Notices;

/// <summary>Writes a notice in its reader's language, from its template and the facts stored with
/// it.</summary>
internal sealed class NoticeTexts(CityHolder city, When when)
{
    private readonly FrozenDictionary<string, string> chinese =
        Texts.Read(typeof(NoticeTexts), "");

    private readonly FrozenDictionary<string, string> english =
        Texts.Read(typeof(NoticeTexts), Texts.English);

    /// <summary>A line of a letter, for example what a link under it does.</summary>
    public string Line(string language, string key) =>
        (language == Texts.Chinese ? chinese : english)[key];

    /// <summary>The notice in a language: <c>zh</c> or <c>en</c>.</summary>
    public NoticeText Of(OutboxMessage message, string language)
    {
        var all = language == Texts.Chinese ? chinese : english;
        using var facts = JsonDocument.Parse(message.Body);
        var number = facts.RootElement.GetProperty("number").GetString() ?? "";
        var code = facts.RootElement.GetProperty("class").GetString() ?? "";
        var @class = city.Current.Catalogue.Find(code)?.Name.In(language) ?? code;
        var due = facts.RootElement.TryGetProperty("due", out var at)
            ? when.Local(at.GetDateTimeOffset())
            : all["no-due"];
        var name = city.Current.Identity.Name.In(language);
        string Say(string key) => string.Format(
            CultureInfo.InvariantCulture, all[key], number, @class, due, name);
        return new NoticeText(
            Say($"{message.Template}.title"), Say($"{message.Template}.body"));
    }
}
