using System.Text;
using System.Text.Json;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform;
using CivicLoop.Platform.Notices;

namespace CivicLoop.Modules.Notices;

/// <summary>What stands under a letter. A resident's: the link that proves the address, or the ways
/// to open the case and to end the letters; made when the letter is sent and kept nowhere. A
/// colleague's: the way to what it is about.</summary>
internal sealed class LetterLinks(
    ContactProofs proofs, AddressProofs addresses, NoticeTexts texts, CityOptions options)
{
    private const string EndLink = "link.end";

    // Never what a request said: whoever asked might have named a host of their own.
    private string Root =>
        (options.PublicUrl ?? options.Urls.Split(';')[0]).TrimEnd('/');

    /// <summary>The letter's text with its links.</summary>
    /// <param name="address">Where the letter goes.</param>
    public string Under(OutboxMessage message, string body, string address)
    {
        var text = new StringBuilder(body);
        if (message.Template == AddressProofs.Template
            && ActingCaller.AccountOf(message.Recipient) is { } account)
        {
            return text.Append("\n\n").Append(Root)
                .Append(addresses.Link(account, address)).ToString();
        }

        if (CaseRecipient.Read(message.Recipient) is null)
        {
            return text.Append("\n\n").Append(Root).Append(NoticesPage.AddressOf(message))
                .ToString();
        }

        foreach (var (key, link) in Of(message))
        {
            text.Append("\n\n").Append(texts.Line(message.Language, key)).Append('\n')
                .Append(Root).Append(link);
        }

        return text.ToString();
    }

    /// <summary>Where a press in the mail program ends the letters (RFC 8058); null where there is
    /// nothing to end.</summary>
    public string? EndOf(OutboxMessage message) => Of(message)
        .Where(link => link.Key == EndLink).Select(link => Root + link.Address).FirstOrDefault();

    private IEnumerable<(string Key, string Address)> Of(OutboxMessage message)
    {
        using var facts = JsonDocument.Parse(message.Body);
        if (CaseRecipient.Read(message.Recipient) is not { } recipient
            || !facts.RootElement.TryGetProperty("number", out var value)
            || value.GetString() is not { } number)
        {
            return [];
        }

        return message.Template == ContactProofs.Template
            ? [("link.proof", proofs.ProofAddress(number, recipient))]
            :
            [
                ("link.open", proofs.WayBackAddress(number, recipient)),
                (EndLink, proofs.EndAddress(number, recipient)),
            ];
    }
}
