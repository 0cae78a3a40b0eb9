using nanoFramework.TestFramework;

namespace Sotto.Tests;

[TestClass]
public class TextQuantityTests
{
    [DataRow("20.5", "20.5")]
    [DataRow("20.50 and 5.0 and 007", "20.5 and 5 and 7")]
    [DataRow(".5 and 0.125 and 0.1259", "0.5 and 0.125 and 0.125")]
    [DataRow("1,000 and 12,345.5", "1000 and 12345.5")]
    [DataRow("1,5 and 1,0000", "1 5 and 1 0")]
    [DataRow("zero one nine ten nineteen ninety", "0 1 9 10 19 90")]
    [DataRow("twenty five", "25")]
    [DataRow("twenty-five", "25")]
    [DataRow("one hundred", "100")]
    [DataRow("a hundred percent", "100 percent")]
    [DataRow("one hundred and five", "105")]
    [DataRow("two hundred fifty one", "251")]
    [DataRow("two thousand seven hundred", "2700")]
    [DataRow("twenty seven hundred", "2700")]
    [DataRow("a thousand and one", "1001")]
    [DataRow("six thousand five hundred and thirty two", "6532")]
    [DataRow("five hundred thousand", "500000")]
    [DataRow("3 thousand 2 hundred", "3200")]
    [DataRow("one hundred one hundred", "100 100")]
    [DataRow("one thousand two thousand", "1000 2000")]
    [DataRow("one two three", "1 2 3")]
    [DataRow("nineteen eighty four", "19 84")]
    [DataRow("twenty and five", "20 and 5")]
    [DataRow("twenty point five", "20.5")]
    [DataRow("one point oh five", "1.05")]
    [DataRow("one point two five", "1.25")]
    [DataRow("two point seventy five", "2.75")]
    [DataRow("20 point 5", "20.5")]
    [DataRow("zero point zero zero one nine", "0.001")]
    [DataRow("the point five lights", "the point 5 lights")]
    [DataRow("twenty and a half", "20.5")]
    [DataRow("5-10", "5 10")]
    [DataRow("minus -5", "minus minus 5")]
    [DataRow("2000000 2000001", "2000000 2000001")]
    [DataRow("99999999999999999999", "99999999999999999999")]
    [DataRow("lamp 1's color", "lamp 1 color")]
    public void NumbersAreDigits(string text, string words)
    {
        SentenceText.Check(text, words);
    }

    [DataRow("first second third", "first second third")]
    [DataRow("1st 2nd 3rd 4th", "first second third fourth")]
    [DataRow("12th 20th 21st", "twelfth twentieth twenty first")]
    [DataRow("the twenty first", "the twenty first")]
    [DataRow("22nd 100th 101st", "22nd hundredth 101st")]
    [DataRow("the second floor", "the second floor")]
    public void OrdinalsAreWords(string text, string words)
    {
        SentenceText.Check(text, words);
    }

    [DataRow("50%", "50 percent")]
    [DataRow("fifty per cent", "50 percent")]
    [DataRow("20\u00B0", "20 degrees")]
    [DataRow("20\u00B0C, 20 \u00B0 C, 20\u2103", "20 degrees 20 degrees 20 degrees")]
    [DataRow("20 degrees celsius", "20 degrees")]
    [DataRow("20 celsius", "20 degrees")]
    [DataRow("1 degree", "1 degrees")]
    [DataRow("70\u00B0F, 70 degrees fahrenheit, 70\u2109", "70 degrees fahrenheit 70 degrees fahrenheit 70 degrees fahrenheit")]
    [DataRow("2700K, 2700 k, 2700 Kelvin", "2700 kelvin 2700 kelvin 2700 kelvin")]
    [DataRow("5min, 5 mins, 5 minutes, 5 minute", "5 minutes 5 minutes 5 minutes 5 minutes")]
    [DataRow("30s, 30 secs, 30 sec, 30 second", "30 seconds 30 seconds 30 seconds 30 seconds")]
    [DataRow("1h, 1 hr, 2 hrs, 1 hour, 2 hours", "1 hours 1 hours 2 hours 1 hours 2 hours")]
    [DataRow("1h30m15s", "1 hours 30 minutes 15 seconds")]
    [DataRow("a five-minute timer", "a 5 minutes timer")]
    [DataRow("a couple of minutes", "2 minutes")]
    [DataRow("couple of hours", "2 hours")]
    [DataRow("a couple of lights", "a couple of lights")]
    [DataRow("twenty second timer", "20 seconds timer")]
    [DataRow("the minute hand of the k", "the minute hand of the k")]
    public void UnitsAreOneWord(string text, string words)
    {
        SentenceText.Check(text, words);
    }

    [DataRow("half an hour", "30 minutes")]
    [DataRow("a half hour", "30 minutes")]
    [DataRow("half-hour", "30 minutes")]
    [DataRow("half a minute", "30 seconds")]
    [DataRow("half a second", "0.5 seconds")]
    [DataRow("quarter of an hour", "15 minutes")]
    [DataRow("a quarter of an hour", "15 minutes")]
    [DataRow("three quarters of an hour", "45 minutes")]
    [DataRow("3 quarters of a minute", "45 seconds")]
    [DataRow("a third of an hour", "20 minutes")]
    [DataRow("1 and a half hours", "1 hours 30 minutes")]
    [DataRow("one and a half hours", "1 hours 30 minutes")]
    [DataRow("two and half hours", "2 hours 30 minutes")]
    [DataRow("two and three quarters hours", "2 hours 45 minutes")]
    [DataRow("an hour and a half", "1 hours 30 minutes")]
    [DataRow("two hours and a quarter", "2 hours 15 minutes")]
    [DataRow("1.5 hours", "1 hours 30 minutes")]
    [DataRow("0.25 hours", "15 minutes")]
    [DataRow("1.51 hours", "1 hours 30 minutes 36 seconds")]
    [DataRow("1\u00BD hours", "1 hours 30 minutes")]
    [DataRow("2 and a half minutes", "2 minutes 30 seconds")]
    [DataRow("2.5 seconds", "2.5 seconds")]
    [DataRow("an hour, a minute, a second", "1 hours 1 minutes 1 seconds")]
    [DataRow("90 minutes", "90 minutes")]
    [DataRow("an hour and 5 minutes", "1 hours and 5 minutes")]
    [DataRow("5 minutes and half past seven", "5 minutes and 07:30")]
    [DataRow("add 5 minutes to 1 hour timer", "add 5 minutes to 1 hours timer")]
    public void DurationsAreWholeUnits(string text, string words)
    {
        SentenceText.Check(text, words);
    }

    [DataRow("open half", "open 50 percent")]
    [DataRow("set to a half", "set to 50 percent")]
    [DataRow("halfway, half way", "50 percent 50 percent")]
    [DataRow("a quarter", "25 percent")]
    [DataRow("three quarters", "75 percent")]
    [DataRow("a third, one third", "33 percent 33 percent")]
    [DataRow("half a degree", "0.5 degrees")]
    [DataRow("half past", "half past")]
    [DataRow("the third quarter", "the third quarter")]
    [DataRow("double it", "double it")]
    public void PartsArePercent(string text, string words)
    {
        SentenceText.Check(text, words);
    }

    [DataRow("7:30", "07:30")]
    [DataRow("at 7:30 pm", "at 19:30")]
    [DataRow("7:30pm", "19:30")]
    [DataRow("19:30 pm", "19:30")]
    [DataRow("7.30 p.m.", "19:30")]
    [DataRow("7 pm", "19:00")]
    [DataRow("7 a.m.", "07:00")]
    [DataRow("seven thirty p m", "19:30")]
    [DataRow("12 am and 12 pm", "00:00 and 12:00")]
    [DataRow("12:15 am", "00:15")]
    [DataRow("half past seven", "07:30")]
    [DataRow("half past seven pm", "19:30")]
    [DataRow("quarter to eight", "07:45")]
    [DataRow("a quarter past 8 pm", "20:15")]
    [DataRow("ten past seven", "07:10")]
    [DataRow("quarter to midnight", "23:45")]
    [DataRow("seven o'clock", "07:00")]
    [DataRow("7 oclock pm", "19:00")]
    [DataRow("five o clock", "05:00")]
    [DataRow("noon, midday, midnight, 12 noon", "12:00 12:00 00:00 12:00")]
    [DataRow("23:59 and 24:00 and 12:60", "23:59 and 24 0 and 12 60")]
    [DataRow("0:05:30", "0 5 30")]
    [DataRow("from ten to eight", "from 10 to 8")]
    [DataRow("a quarter to 10 percent", "25 percent to 10 percent")]
    [DataRow("i am 13 am", "i am 13 am")]
    public void TimesOfDayAreOneWord(string text, string words)
    {
        SentenceText.Check(text, words);
    }
}
