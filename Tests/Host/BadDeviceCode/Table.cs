namespace BadDeviceCode;

public class Table
{
    public static readonly long[] Values = { 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32 }; // bad: static-data
}
